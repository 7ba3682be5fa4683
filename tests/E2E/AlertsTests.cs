using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;

namespace RetailOrleans.E2E;

public sealed partial class AlertsTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_rule_made_here_raises_an_alert_that_is_acknowledged_by_key_and_commented()
    {
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Viseu");
        var door = await organization.AddCounterAsync(store, "Door");
        await OpenAsync();
        await SignInAsync(organization.Token);

        await Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Alerts" }).ClickAsync();
        await Expect(Page.Locator("main")).ToContainTextAsync("Nothing is firing");
        await Page.GetByTestId("rules").ClickAsync();
        await Page.GetByTestId("add-rule").ClickAsync();
        await Page.GetByTestId("rule-name").FillAsync("Too full");
        await Page.GetByTestId("rule-form").GetByLabel("Number").SelectOptionAsync("occupancy");
        await Page.GetByTestId("rule-value").FillAsync("5");
        await Page.GetByTestId("rule-form").GetByLabel("Must hold for").FillAsync("0");
        await Page.GetByTestId("save-rule").ClickAsync();
        await Expect(Page.GetByTestId("rules-table")).ToContainTextAsync("People in the store > 5");
        await Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Alerts" }).ClickAsync();
        await Expect(Page.Locator("main")).ToContainTextAsync("Nothing is firing");

        await organization.CountAsync(door, TimeProvider.System.GetUtcNow().AddMinutes(-50), entries: 2, exits: 0);
        await organization.CountAsync(door, TimeProvider.System.GetUtcNow().AddMinutes(-10), entries: 12, exits: 1);
        var alert = Page.GetByTestId("open-alerts").GetByRole(AriaRole.Article);
        await Expect(alert).ToContainTextAsync("firing", new() { Timeout = 30_000 });
        await Expect(alert).ToContainTextAsync("Viseu");
        await Expect(Page.GetByTestId("alert-count")).ToContainTextAsync("1");

        await Expect(alert.GetByTestId("alert-chart").GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", AtMost13());

        await Page.Keyboard.PressAsync("a");
        await Expect(alert).ToContainTextAsync("acknowledged by");
        await alert.GetByLabel("Comment").FillAsync("A second till is open");
        await alert.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(alert.GetByRole(AriaRole.Listitem)).ToContainTextAsync("A second till is open");
    }

    [Fact]
    public async Task Rules_of_every_type_can_be_made_and_stay_as_they_are_when_they_are_saved_again()
    {
        var organization = await Fixture.FoundAsync();
        await OpenAsync();
        await SignInAsync(organization.Token);
        await Page.GotoAsync("/alerts/rules");
        foreach (var type in new[] { "occupancy", "metric", "region", "sensor_offline", "no_data", "device_alarm", "clock", "platform", "anomaly" })
        {
            await Page.GetByTestId("add-rule").ClickAsync();
            await Page.GetByTestId("rule-name").FillAsync($"Of type {type}");
            await Page.GetByTestId("rule-type").SelectOptionAsync(type);
            if (type is "metric" or "region")
            {
                await Page.GetByTestId("rule-value").FillAsync("5");
            }

            await Page.GetByTestId("rule-form").GetByLabel("Escalate after").FillAsync("15");
            await Page.GetByTestId("save-rule").ClickAsync();
            await Expect(Page.GetByTestId("rules-table")).ToContainTextAsync($"Of type {type}");
            await Page.GetByRole(AriaRole.Button, new() { Name = $"Edit Of type {type}" }).ClickAsync();
            await Expect(Page.GetByTestId("rule-form").GetByLabel("Escalate after")).ToHaveValueAsync("15 min");
            await Page.GetByTestId("save-rule").ClickAsync();
            await Expect(Page.GetByTestId("rule-form")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task A_channel_is_made_and_tested_and_says_what_is_wrong()
    {
        var organization = await Fixture.FoundAsync();
        await OpenAsync();
        await SignInAsync(organization.Token);
        await Page.GotoAsync("/settings/channels");

        await Page.GetByTestId("add-channel").ClickAsync();
        await Page.GetByTestId("channel-name").FillAsync("Till room");
        await Page.GetByTestId("channel-type").SelectOptionAsync("webhook");
        // Nothing listens on port 9 of this machine.
        await Page.GetByTestId("channel-url").FillAsync("http://127.0.0.1:9/hook");
        await Page.GetByTestId("save-channel").ClickAsync();
        var row = Page.GetByTestId("channels-table").GetByRole(AriaRole.Row).Filter(new() { HasText = "Till room" });
        await row.GetByRole(AriaRole.Button, new() { Name = "Test Till room" }).ClickAsync();
        await Expect(row.GetByRole(AriaRole.Status)).ToContainTextAsync("refused the connection", new() { Timeout = 30_000 });
    }

    [GeneratedRegex("^People in the store from .* at most 13")]
    private static partial Regex AtMost13();
}
