using System.Text.Json;
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
    public async Task Quarters_of_an_hour_are_made_of_readings_that_are_short_enough()
    {
        var shop = await Shop.OpenAsync(silo);
        (await shop.PostPeopleAsync(SeededAnalytics.Lagos(20, 20), 5)).Expect(201);

        var quarters = (await shop.Admin.GetAsync(
            $"/api/analytics?start_date={SeededAnalytics.Date}&end_date={SeededAnalytics.Date}&store_id={shop.StoreId}&granularity=15m")).Expect(200).Json.GetProperty("data");

        Assert.Equal(96, quarters.GetArrayLength());
        Assert.Equal((5, 5), (quarters[81].GetProperty("total_entries").GetInt32(), quarters[81].GetProperty("peak_occupancy").GetInt32()));
        Assert.Equal(JsonValueKind.Null, quarters[82].GetProperty("total_entries").ValueKind);
    }

    [Fact]
    public async Task Hours_without_data_can_be_filled_from_the_weeks_before_and_are_marked()
    {
        var shop = await Shop.OpenAsync(silo);
        foreach (var (weeks, entered) in new[] { (1, 4), (2, 10), (3, 6) })
        {
            (await shop.PostPeopleAsync(SeededAnalytics.Lagos(10).AddDays(-7 * weeks), entered)).Expect(201);
        }

        var query = $"/api/analytics?start_date={SeededAnalytics.Date}&end_date={SeededAnalytics.Date}&store_id={shop.StoreId}&impute=true";
        var rows = (await Soon.UntilAsync(
            async () => (await shop.Admin.GetAsync(query)).Expect(200).Json,
            hourly => hourly.GetProperty("summary").GetProperty("total_entries").GetInt32() == 6, SeededAnalytics.RolledUp)).GetProperty("data");

        Assert.Equal((6, 1), (rows[10].GetProperty("total_entries").GetInt32(), rows[10].GetProperty("imputed_share").GetInt32()));
        Assert.Equal(JsonValueKind.Null, rows[11].GetProperty("total_entries").ValueKind);
        Assert.Equal(0L, await silo.ScalarAsync("select count(*) from hourly_rollups where store_id = $1 and business_date = $2", shop.StoreId, SeededAnalytics.Day));
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
