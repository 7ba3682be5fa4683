using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Analytics;

public sealed class BaselineTests(SiloFixture silo)
{
    [Fact]
    public async Task From_a_baseline_on_occupancy_is_what_was_counted_and_the_flow_since()
    {
        var zone = DayTime.Zone();
        var shop = await Shop.OpenAsync(silo, zone);

        // An hour of the store's clock, which in two of the zones begins at half past.
        var half = TimeSpan.FromMinutes(zone is "Asia/Kolkata" or "Pacific/Marquesas" ? 30 : 0);
        var then = DayTime.HoursAgo(2) - half;
        var earlier = then.AddTicks(-(then.Ticks % TimeSpan.TicksPerHour)) + half;
        (await shop.PostPeopleAsync(earlier.AddMinutes(-30), 40, 3)).Expect(201);
        (await shop.PostPeopleAsync(earlier.AddMinutes(10), 6, 1)).Expect(201);
        await Soon.UntilAsync(() => OccupancyAsync(shop), people => people == 42, TimeSpan.FromSeconds(10));

        var set = (await SetAsync(shop, 20, earlier)).Expect(201).Json.GetProperty("baseline");

        Assert.Equal((Reading.Iso(earlier), 20), (set.GetProperty("at").GetString(), set.GetProperty("occupancy").GetInt32()));
        Assert.Equal(25, await OccupancyAsync(shop));
        await Soon.UntilAsync(() => PeakAsync(shop, earlier), peak => peak == 25, SeededAnalytics.RolledUp);

        // The same instant again replaces; taken back, all is as it was.
        (await SetAsync(shop, 10, earlier)).Expect(201);
        Assert.Equal(15, await OccupancyAsync(shop));
        Assert.Equal(10, (await ListAsync(shop)).Single().GetProperty("occupancy").GetInt32());
        (await shop.Admin.DeleteAsync($"/api/stores/{shop.StoreId}/baselines?at={Reading.Iso(earlier)}")).Expect(200);
        Assert.Equal(42, await OccupancyAsync(shop));
        await Soon.UntilAsync(() => PeakAsync(shop, earlier), peak => peak == 42, SeededAnalytics.RolledUp);
        Assert.Empty(await ListAsync(shop));
        (await shop.Admin.DeleteAsync($"/api/stores/{shop.StoreId}/baselines?at={Reading.Iso(earlier)}")).Expect(404);
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_others_see_nothing()
    {
        var shop = await Shop.OpenAsync(silo);
        var path = $"/api/stores/{shop.StoreId}/baselines";

        (await shop.Admin.PostAsync(path, "{}")).Expect(400).ErrorOf("occupancy");
        (await shop.Admin.PostAsync(path, """{"occupancy": -1}""")).Expect(400).ErrorOf("occupancy");
        (await shop.Admin.PostAsync(path, """{"occupancy": 1, "at": "2126-01-01T00:00:00Z"}""")).Expect(400).ErrorOf("at");
        (await shop.Admin.PostAsync(path, """{"occupancy": 1, "at": "2026-01-01T00:00:00"}""")).Expect(400).ErrorOf("at");
        (await shop.Admin.PostAsync(path, """{"occupancy": 1, "level": 2}""")).Expect(400).ErrorOf("level");
        (await shop.Admin.DeleteAsync(path)).Expect(400).ErrorOf("at");
        (await shop.Admin.GetAsync($"{path}?start=yesterday")).Expect(400).ErrorOf("start");
        (await (await shop.Admin.WithRoleAsync("viewer")).PostAsync(path, """{"occupancy": 1}""")).Expect(403);
        var stranger = await silo.FoundOrganizationAsync();
        (await stranger.PostAsync(path, """{"occupancy": 1}""")).Expect(404);
        (await stranger.GetAsync(path)).Expect(404);
        (await stranger.DeleteAsync($"{path}?at=2026-01-01T00:00:00Z")).Expect(404);
    }

    private static Task<Answer> SetAsync(Shop shop, int occupancy, DateTimeOffset at) =>
        shop.Admin.PostAsync($"/api/stores/{shop.StoreId}/baselines", $$"""{"occupancy": {{occupancy}}, "at": "{{Reading.Iso(at)}}", "note": "by hand"}""");

    private static async Task<JsonElement[]> ListAsync(Shop shop) =>
        [.. (await shop.Admin.GetAsync($"/api/stores/{shop.StoreId}/baselines")).Expect(200).Json.GetProperty("baselines").EnumerateArray()];

    private static async Task<int> OccupancyAsync(Shop shop) =>
        (await shop.Admin.GetAsync($"/api/stores/{shop.StoreId}/live")).Expect(200).Json.GetProperty("occupancy").GetInt32();

    /// <summary>Of the hour that begins at an instant, by its row.</summary>
    private static async Task<int?> PeakAsync(Shop shop, DateTimeOffset hour)
    {
        var hourly = (await shop.Admin.GetAsync(
            $"/api/analytics?store_id={shop.StoreId}&start_date={Reading.Iso(hour)}&end_date={Reading.Iso(hour.AddHours(1))}")).Expect(200).Json;
        return hourly.GetProperty("summary").GetProperty("peak_occupancy") is { ValueKind: JsonValueKind.Number } peak ? peak.GetInt32() : null;
    }
}
