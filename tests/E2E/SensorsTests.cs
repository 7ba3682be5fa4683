using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;

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

    private ILocator Row(Guid sensor) => Page.GetByTestId($"sensor-row-{sensor}");
}
