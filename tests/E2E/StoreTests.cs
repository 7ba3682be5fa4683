using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;
using RetailOrleans.TestKit;

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
        // A bar for each hour with readings, and none for the others: a gap is a gap.
        await ExpectBarsAsync("--chart-entries", 2);
        await ExpectBarsAsync("--chart-exits", 2);

        await Page.GetByTestId("chart-or-table").GetByText("Table").ClickAsync();
        await ExpectHourAsync("09:00", "26", "2");
        await ExpectHourAsync("10:00", "–", "–");
        await ExpectHourAsync("11:00", "3", "17");
    }

    [Fact]
    public async Task What_is_to_come_stands_beside_what_was_counted_once_there_is_history_enough()
    {
        var organization = await Fixture.FoundAsync();
        var young = await organization.AddStoreAsync("Mora");
        var store = await organization.AddStoreAsync("Estremoz");
        var door = await organization.AddCounterAsync(store, "Door");
        var now = TimeProvider.System.GetUtcNow();
        var hour = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        var sent = 0L;
        for (var week = 0; week < 5; week++)
        {
            sent += Enumerable.Range(1, 168).Sum(back => 20 + (hour.AddHours(-back - (168 * week)).Day % 3));
            await organization.PostAsync("/api/sensors/data", new
            {
                data_type = "people_counting",
                data = Enumerable.Range(1, 168).Select(back => hour.AddHours(-back - (168 * week))).Select(start => new
                {
                    sensor_id = door, timestamp = start, end_time = start.AddHours(1), line1_in = 20 + (start.Day % 3), line1_out = 20 + (start.Day % 3),
                }),
            });
        }

        // A forecast is kept for ten minutes: nobody may ask for it before its history is there.
        await Eventually.AnswersAsync(
            () => organization.GetAsync($"/api/analytics?store_id={store}&start_date={hour.AddHours(-5 * 168):yyyy-MM-ddTHH:mm:ssZ}&end_date={hour:yyyy-MM-ddTHH:mm:ssZ}"),
            answer => answer.GetProperty("summary").GetProperty("total_entries").GetInt64() == sent, TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
        await OpenAsync();
        await SignInAsync(organization.Token);

        await Page.GotoAsync($"/stores/{young}");
        await Expect(Page.GetByTestId("day-forecast")).ToContainTextAsync("No forecast yet");
        await Page.GotoAsync($"/stores/{store}");
        await Expect(Page.GetByTestId("day-forecast")).ToContainTextAsync("Expected for the rest of the day: ");
        await Page.GetByTestId("chart-or-table").GetByText("Table").ClickAsync();
        await Expect(Page.GetByTestId("hourly-table").GetByRole(AriaRole.Row).Last).ToContainTextAsync(" to ");

        // Of a day that is over nothing is to come.
        await Page.GetByText("Yesterday", new() { Exact = true }).ClickAsync();
        await Expect(Page.GetByTestId("day-forecast")).ToHaveCountAsync(0);
    }

    private async Task ExpectBarsAsync(string colourName, int count)
    {
        var colour = await Page.EvaluateAsync<string>("name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()", colourName);
        await Expect(Page.GetByTestId("hourly-chart").Locator($"svg path[fill='{colour}']")).ToHaveCountAsync(count);
    }

    private async Task ExpectHourAsync(string hour, string entries, string exits)
    {
        var row = Page.GetByTestId("hourly-table").GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = hour }) });
        await Expect(row.GetByRole(AriaRole.Cell).Nth(0)).ToHaveTextAsync(entries);
        await Expect(row.GetByRole(AriaRole.Cell).Nth(1)).ToHaveTextAsync(exits);
    }
}
