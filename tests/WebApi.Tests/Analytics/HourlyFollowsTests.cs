using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Analytics;

public sealed class HourlyFollowsTests(SiloFixture silo)
{
    [Fact]
    public async Task A_corrected_reading_changes_its_hour_also_of_the_open_day()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var (now, past) = (DayTime.ThisMinute(), Reading.Yesterday(-5 * 86_400));
        (await shop.PostPeopleAsync(now, 7)).Expect(201);
        (await shop.PostPeopleAsync(past, 20, 5)).Expect(201);
        await Soon.UntilAsync(() => TotalsAsync(shop), totals => totals == (27, 5), SeededAnalytics.RolledUp);

        (await shop.PostPeopleAsync(now, 4, 1)).Expect(201);
        (await shop.PostPeopleAsync(past, 10, 5)).Expect(201);

        await Soon.UntilAsync(() => TotalsAsync(shop), totals => totals == (14, 6), SeededAnalytics.RolledUp);
    }

    [Fact]
    public async Task Others_see_nothing_of_it()
    {
        var shop = await Shop.OpenAsync(silo);
        var stranger = await silo.FoundOrganizationAsync();
        var other = await shop.Admin.CreateStoreAsync("Other");
        var limited = await shop.Admin.WithTokenAsync($$"""{"name": "limited", "role": "viewer", "store_ids": ["{{other}}"]}""");
        const string Days = "start_date=2026-01-20&end_date=2026-01-20";

        foreach (var caller in new[] { stranger, limited })
        {
            (await caller.GetAsync($"/api/analytics?{Days}&store_id={shop.StoreId}")).Expect(404);
            (await caller.GetAsync($"/api/analytics?{Days}&sensor_id={shop.SensorId}")).Expect(404);
        }

        (await shop.Admin.GetAsync($"/api/analytics?{Days}&store_id={other}&sensor_id={shop.SensorId}")).Expect(404);
        (await silo.Api(null).GetAsync($"/api/analytics?{Days}")).Expect(401);
    }

    private static async Task<(int Entries, int Exits)> TotalsAsync(Shop shop)
    {
        var now = TimeProvider.System.GetUtcNow();
        var query = $"start_date={Reading.Iso(now.AddDays(-8))}&end_date={Reading.Iso(now.AddDays(1))}&store_id={shop.StoreId}";
        var summary = (await shop.Admin.GetAsync($"/api/analytics?{query}")).Expect(200).Json.GetProperty("summary");
        return (summary.GetProperty("total_entries").GetInt32(), summary.GetProperty("total_exits").GetInt32());
    }
}
