using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;

namespace RetailOrleans.E2E;

public sealed partial class SettingsTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task From_nothing_to_a_counting_sensor_without_the_API()
    {
        var organization = await Fixture.FoundAsync();
        await OpenAsync();
        await SignInAsync(organization.Token);

        await Page.GetByTestId("first-store").ClickAsync();
        await Page.GetByTestId("store-name").FillAsync("Chiado");
        await Page.GetByTestId("store-capacity").FillAsync("80");
        await Page.GetByTestId("hours-editor").GetByRole(AriaRole.Switch, new() { Name = "Always open" }).UncheckAsync();
        await Page.GetByLabel("Monday: closes").FillAsync("08:00");
        await Expect(Page.GetByTestId("hours-editor")).ToContainTextAsync("next day");
        await Page.GetByTestId("save-store").ClickAsync();

        // The next step is its first sensor, with the store chosen.
        await Expect(Page.GetByTestId("sensor-store")).ToHaveValueAsync("Chiado");
        await Page.GetByTestId("sensor-name").FillAsync("Chiado door");
        await Page.GetByTestId("sensor-mode").GetByText("The device sends").ClickAsync();
        await Page.GetByTestId("sensor-ip").FillAsync("127.1.0.1");
        await Page.GetByTestId("lines-editor").GetByRole(AriaRole.Combobox, new() { Name = "Counts as" }).SelectOptionAsync("exit");
        await Page.GetByTestId("save-sensor").ClickAsync();

        await Expect(Heading).ToHaveTextAsync("Chiado door");
        await Expect(Page.GetByTestId("sensor-health")).ToContainTextAsync("Waiting");

        await Page.GetByTestId("edit-sensor").ClickAsync();
        await Expect(Page.GetByTestId("lines-editor").GetByRole(AriaRole.Combobox, new() { Name = "Counts as" })).ToHaveValueAsync("exit");
        await Page.GetByTestId("lines-editor").GetByRole(AriaRole.Switch, new() { Name = "Swap in and out" }).CheckAsync();
        await Page.GetByTestId("save-sensor").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Img, new() { Name = "Out of the store counts as in" })).ToBeVisibleAsync();

        await Page.GetByTestId("edit-sensor").ClickAsync();
        await Page.GetByTestId("delete-sensor").ClickAsync();
        await Page.GetByTestId("confirm").ClickAsync();
        await Expect(Heading).ToHaveTextAsync("Chiado");
        await Expect(Page.Locator("main")).ToContainTextAsync("Your sensors will be here");
    }

    [Fact]
    public async Task What_the_server_refuses_is_said_beside_its_field_and_nothing_is_lost()
    {
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Tavira");
        await OpenAsync();
        await SignInAsync(organization.Token);
        await Page.GotoAsync($"/sensors/new?store={store}");

        await Page.GetByTestId("sensor-name").FillAsync("Door");
        await Page.GetByTestId("sensor-ip").FillAsync("http://192.0.2.7/");
        await Page.GetByLabel("Sign-in").SelectOptionAsync("none");
        await Page.GetByTestId("save-sensor").ClickAsync();
        await Expect(Page.GetByTestId("form-problem")).ToContainTextAsync("sensor_ip");
        await Expect(Page.GetByTestId("sensor-name")).ToHaveValueAsync("Door");
    }

    [Fact]
    public async Task A_token_is_shown_once_lets_in_and_is_revoked()
    {
        var organization = await Fixture.FoundAsync();
        await organization.AddStoreAsync("Sintra");
        await OpenAsync();
        await SignInAsync(organization.Token);
        await Page.GotoAsync("/settings/tokens");

        await Page.GetByTestId("add-token").ClickAsync();
        await Page.GetByTestId("token-name").FillAsync("Lobby screen");
        await Page.GetByTestId("make-token").ClickAsync();
        var secret = await Page.GetByTestId("token-secret").TextContentAsync();
        await Page.GetByTestId("secret-kept").ClickAsync();
        await Expect(Page.GetByTestId("token-secret")).ToHaveCountAsync(0);
        var row = Page.GetByTestId("tokens").GetByRole(AriaRole.Row).Filter(new() { HasText = "Lobby screen" });
        await Expect(row).ToContainTextAsync("Viewer");

        // Another window, signed in with it: it sees the store, and not the tokens.
        await using (var context = await Fixture.Browser.NewContextAsync(new() { BaseURL = Fixture.Silo.Url.ToString(), Locale = "en-GB" }))
        {
            var other = await context.NewPageAsync();
            await other.GotoAsync("/settings/tokens");
            await other.GetByTestId("sign-in-token").FillAsync(secret!);
            await other.GetByTestId("sign-in-button").ClickAsync();
            await Expect(other.Locator("main")).ToContainTextAsync("Only an administrator");

            await row.GetByRole(AriaRole.Button, new() { NameRegex = Revoke() }).ClickAsync();
            await Page.GetByTestId("confirm").ClickAsync();
            await Expect(row).ToHaveCountAsync(0);
            await other.ReloadAsync();
            await Expect(other.GetByTestId("sign-in-token")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task A_file_of_sensors_is_checked_before_anything_is_sent()
    {
        var organization = await Fixture.FoundAsync();
        await organization.AddStoreAsync("Lagos");
        await OpenAsync();
        await SignInAsync(organization.Token);
        await Page.GotoAsync("/sensors/import");

        const string Header = "sensor_name,store,sensor_ip,mode,line1_name,line1_type\n";
        await ChooseAsync(Header + "North,Lagos,127.1.0.1,push,Door,entrance\nSouth,Nowhere,127.1.0.2,push,Door,way in\n");
        await Expect(Page.GetByTestId("import-summary")).ToContainTextAsync("1 of 2 rows");
        await Expect(Page.GetByTestId("import-rows")).ToContainTextAsync("There is no store “Nowhere”");
        await Expect(Page.GetByTestId("import-rows")).ToContainTextAsync("line1_type");
        await Expect(Page.GetByTestId("send-import")).ToBeDisabledAsync();

        await ChooseAsync(Header + "North,Lagos,127.1.0.1,push,Door,entrance\nSouth,lagos,127.1.0.2,push,Door,exit\n");
        await Page.GetByTestId("send-import").ClickAsync();
        await Expect(Page.GetByTestId("import-summary")).ToContainTextAsync("2 sensors registered.");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Sensors" }).First.ClickAsync();
        await Expect(Page.GetByTestId("sensor-table")).ToContainTextAsync("North");
        await Expect(Page.GetByTestId("sensor-table")).ToContainTextAsync("South");
    }

    private ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    private async Task ChooseAsync(string csv)
    {
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Page.GetByTestId("choose-file").ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "sensors.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
    }

    [GeneratedRegex("^Revoke")]
    private static partial Regex Revoke();
}
