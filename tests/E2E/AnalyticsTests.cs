using System.Text.Json;
using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.E2E;

public sealed class AnalyticsTests(DashboardFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task A_link_shows_the_same_view_as_chart_and_as_table()
    {
        var organization = await Fixture.FoundAsync();
        var north = await organization.AddStoreAsync("North");
        var south = await organization.AddStoreAsync("South");
        var northDoor = await organization.AddCounterAsync(north, "North door");
        var southDoor = await organization.AddCounterAsync(south, "South door");
        // It is early afternoon in the stores, so that a day ago is yesterday there.
        var now = TimeProvider.System.GetUtcNow();
        var yesterday = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour)).AddDays(-1);
        await organization.CountAsync(northDoor, yesterday, entries: 30, exits: 4);
        await organization.CountAsync(southDoor, yesterday.AddHours(-2), entries: 12, exits: 2);
        await OpenAsync();
        await SignInAsync(organization.Token);

        // Hour rows follow a reading within half a minute; closed days are not asked for again, so wait for them first.
        await Page.GotoAsync($"/stores/{south}?day={yesterday.AddHours(Offset):yyyy-MM-dd}");
        await Expect(Page.GetByTestId("day-summary")).ToContainTextAsync("12 entries", new() { Timeout = 60_000 });
        await Page.GotoAsync($"/stores/{north}?day={yesterday.AddHours(Offset):yyyy-MM-dd}");
        await Expect(Page.GetByTestId("day-summary")).ToContainTextAsync("30 entries", new() { Timeout = 60_000 });
        await Page.GotoAsync("/analytics?metric=entries&range=7&before=none");
        await Expect(Page.GetByTestId("analytics-total")).ToContainTextAsync("42", new() { Timeout = 30_000 });
        await Expect(Page.GetByTestId("ranking").GetByRole(AriaRole.Listitem).First).ToContainTextAsync("1. North");
        await Expect(Page.GetByTestId("week")).ToContainTextAsync("30 on average");

        await Page.GetByTestId("metric").SelectOptionAsync("exits");
        await Expect(Page.GetByTestId("analytics-total")).ToContainTextAsync("6");
        await Page.ReloadAsync();
        await Expect(Page.GetByTestId("metric")).ToHaveValueAsync("exits");
        await Page.GetByTestId("days-view").GetByText("Table").ClickAsync();
        await Expect(Page.GetByTestId("days-table").GetByRole(AriaRole.Row).Last.GetByRole(AriaRole.Cell).First).ToHaveTextAsync("4");

        var file = await Page.RunAndWaitForDownloadAsync(() => Page.GetByTestId("analytics-csv").ClickAsync());
        var csv = await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        Assert.StartsWith("store,code,date,entries,exits", csv, StringComparison.Ordinal);
        Assert.Contains("North,,", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task Sales_stand_beside_visitors_by_days_or_months_and_the_picture_can_be_taken_along(int width, int height)
    {
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Amarante");
        var door = await organization.AddCounterAsync(store, "Door");
        var now = TimeProvider.System.GetUtcNow();
        var yesterday = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour)).AddDays(-1);
        var date = $"{yesterday.AddHours(Offset):yyyy-MM-dd}";
        await organization.CountAsync(door, yesterday, entries: 40, exits: 4);
        await organization.PostAsync(
            $"/api/stores/{store}/sales",
            new { records = new[] { new { timestamp = yesterday, end_time = yesterday.AddHours(1), transactions = 10, revenue = 250.5, currency = "EUR" } } });
        await Eventually.AnswersAsync(
            () => organization.GetAsync($"/api/analytics?type=daily&store_id={store}&start_date={date}&end_date={date}"),
            answer => answer.GetProperty("data").EnumerateArray().Any(row => row.GetProperty("store_conversion_rate").ValueKind == JsonValueKind.Number),
            TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await OpenAsync(width, height);
        await SignInAsync(organization.Token);

        await Page.GotoAsync("/analytics?metric=conversion&range=7&before=none");
        await Expect(Page.GetByTestId("analytics-total")).ToContainTextAsync("25 %");
        await Page.GetByTestId("metric").SelectOptionAsync("revenue");
        await Expect(Page.GetByTestId("analytics-total")).ToContainTextAsync("€251");

        await Page.GotoAsync($"/analytics?metric=revenue&range=custom&by=month&from={date}&to={date}&before=none");
        await Expect(Page.GetByTestId("step")).ToHaveValueAsync("month");
        var picture = await Page.RunAndWaitForDownloadAsync(() => Page.GetByTestId("analytics-png").ClickAsync());
        var bytes = await File.ReadAllBytesAsync(await picture.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
        await Page.GetByTestId("days-view").GetByText("Table").ClickAsync();
        await Expect(Page.GetByTestId("days-table").GetByRole(AriaRole.Row).Last).ToContainTextAsync("€251");

        // The store's own page, on that day's successor, has no sales yet.
        await Page.GotoAsync($"/stores/{store}");
        await Expect(Page.GetByTestId("store-entries")).ToBeVisibleAsync();
        await Expect(Page.GetByTestId("store-conversion")).ToHaveCountAsync(0);
        var wide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"The page is {wide} pixels wide in a window of {width}.");
    }

    [Fact]
    public async Task A_store_shows_how_many_of_today_s_visitors_bought()
    {
        var organization = await Fixture.FoundAsync();
        var store = await organization.AddStoreAsync("Penafiel");
        var door = await organization.AddCounterAsync(store, "Door");
        var now = TimeProvider.System.GetUtcNow();
        var hour = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour)).AddHours(-2);
        await organization.CountAsync(door, hour, entries: 40, exits: 4);
        await organization.PostAsync(
            $"/api/stores/{store}/sales",
            new { records = new[] { new { timestamp = hour, end_time = hour.AddHours(1), transactions = 10, revenue = 250.5, currency = "EUR" } } });
        var date = $"{hour.AddHours(Offset):yyyy-MM-dd}";
        await Eventually.AnswersAsync(
            () => organization.GetAsync($"/api/analytics?type=daily&store_id={store}&start_date={date}&end_date={date}"),
            answer => answer.GetProperty("data").EnumerateArray().Any(row => row.GetProperty("store_conversion_rate").ValueKind == JsonValueKind.Number),
            TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await OpenAsync();
        await SignInAsync(organization.Token);

        await Page.GotoAsync($"/stores/{store}");
        await Expect(Page.GetByTestId("store-conversion")).ToContainTextAsync("25 %");
        await Expect(Page.GetByTestId("store-conversion")).ToContainTextAsync("10 sales");
    }

    /// <summary>Hours that the stores' zone is ahead of UTC: it is one in the afternoon there.</summary>
    private static int Offset => 13 - TimeProvider.System.GetUtcNow().Hour;
}
