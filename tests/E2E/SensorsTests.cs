using System.Globalization;
using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.E2E;

public sealed class SensorsTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task Every_sensor_has_its_health_and_a_page_that_is_live()
    {
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Braga");
        var door = await organization.AddCounterAsync(store, "North door");
        var silent = await organization.AddCounterAsync(store, "South door");
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        await organization.CountAsync(door, start, entries: 21, exits: 8);
        await OpenAsync();
        await SignInAsync(organization.Token);

        await Page.GetByRole(AriaRole.Link, new() { Name = "Sensors" }).ClickAsync();
        await Expect(Row(door)).ToContainTextAsync("Healthy");
        await Expect(Row(door)).ToContainTextAsync("21 / 8");
        await Expect(Row(silent)).ToContainTextAsync("Waiting");

        await Row(door).GetByRole(AriaRole.Link, new() { Name = "North door" }).ClickAsync();
        await Expect(Page.GetByTestId("sensor-health")).ToContainTextAsync("Healthy");
        await Expect(Page.GetByTestId("sensor-in")).ToContainTextAsync("21");
        await Expect(Page.GetByTestId("sensor-out")).ToContainTextAsync("8");

        await organization.CountAsync(door, start.AddMinutes(5), entries: 4, exits: 1);
        await Expect(Page.GetByTestId("sensor-in")).ToContainTextAsync("25");
        await Expect(Page.GetByTestId("sensor-out")).ToContainTextAsync("9");
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task A_new_sensor_is_asked_before_it_is_saved(int width, int height)
    {
        await using var device = new RawDevice(HeatCamera.Answer);
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Loulé");
        await OpenAsync(width, height);
        await SignInAsync(organization.Token);
        await Page.GotoAsync($"/sensors/new?store={store}");
        await Page.GetByTestId("sensor-name").FillAsync("Door");
        await Page.GetByTestId("sensor-ip").FillAsync("127.0.0.1");
        await Page.GetByLabel("Sign-in").SelectOptionAsync("none");

        // Nothing listens on port 9 of this machine: it is told, and nothing is saved.
        await Page.GetByLabel("Port").FillAsync("9");
        await Page.GetByTestId("save-sensor").ClickAsync();
        await Expect(Page.GetByTestId("trial")).ToContainTextAsync("refused", new() { Timeout = 30_000 });
        await Expect(Page.GetByTestId("save-sensor")).ToHaveTextAsync("Save all the same");

        await Page.GetByLabel("Port").FillAsync(device.Port.ToString(CultureInfo.InvariantCulture));
        await Expect(Page.GetByTestId("save-sensor")).ToHaveTextAsync("Test and register");
        await Page.GetByTestId("try-connection").ClickAsync();
        await Expect(Page.GetByTestId("trial")).ToContainTextAsync("It answered within", new() { Timeout = 30_000 });
        await Page.GetByTestId("save-sensor").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Door");
    }

    private ILocator Row(Guid sensor) => Page.GetByTestId($"sensor-row-{sensor}");
}
