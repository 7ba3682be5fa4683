using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;

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

    /// <summary>Hours that the stores' zone is ahead of UTC: it is one in the afternoon there.</summary>
    private static int Offset => 13 - TimeProvider.System.GetUtcNow().Hour;
}
