using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;

namespace RetailOrleans.E2E;

public sealed class StoreTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task The_day_is_there_by_hour_as_a_chart_and_as_a_table()
    {
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Évora", capacity: 50);
        var north = await organization.AddCounterAsync(store, "North");
        var south = await organization.AddCounterAsync(store, "South");
        var now = TimeProvider.System.GetUtcNow();
        // 13:00 in the store's zone; the hours before are closed.
        var running = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        var nine = running.AddHours(-4);
        await organization.CountAsync(north, nine, entries: 20, exits: 0);
        await organization.CountAsync(south, nine.AddMinutes(30), entries: 6, exits: 2);
        await organization.CountAsync(north, nine.AddHours(2), entries: 3, exits: 17);
        await OpenAsync();
        await SignInAsync(organization.Token);

        await Page.GetByRole(AriaRole.Link, new() { Name = "Évora" }).ClickAsync();
        await Expect(Page.GetByTestId("store-entries")).ToContainTextAsync("29");
        await Expect(Page.GetByTestId("store-exits")).ToContainTextAsync("19");
        await Expect(Page.GetByTestId("store-occupancy")).ToContainTextAsync("10 of 50");

        // Hour rows follow a reading within half a minute, and the page asks for them again by itself.
        await Expect(Page.GetByTestId("day-summary")).ToContainTextAsync(
            "29 entries, 19 exits; busiest hour 09:00 with 26 entries.", new() { Timeout = 60_000 });
        // Entries and exits of 24 hours and the line of who was there.
        await Expect(Page.GetByTestId("hourly-chart").Locator("svg path").First).ToBeVisibleAsync();

        await Page.GetByTestId("chart-or-table").GetByText("Table").ClickAsync();
        await ExpectHourAsync("09:00", "26", "2");
        await ExpectHourAsync("10:00", "–", "–");
        await ExpectHourAsync("11:00", "3", "17");
    }

    private async Task ExpectHourAsync(string hour, string entries, string exits)
    {
        var row = Page.GetByTestId("hourly-table").GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = hour }) });
        await Expect(row.GetByRole(AriaRole.Cell).Nth(0)).ToHaveTextAsync(entries);
        await Expect(row.GetByRole(AriaRole.Cell).Nth(1)).ToHaveTextAsync(exits);
    }
}
