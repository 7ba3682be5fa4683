using System.Text.Json;
using RetailOrleans.WebApi.Tests.Analytics;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Rollups;

public sealed class RebuildTests(SiloFixture silo)
{
    private const string Path = "/api/admin/rollups/rebuild";

    [Fact]
    public async Task A_range_is_made_again_from_readings_and_says_how_far_it_is()
    {
        var shop = await Shop.OpenAsync(silo);
        (await shop.PostPeopleAsync(SeededDays.At(12), 7)).Expect(201);
        await UntilAsync(shop, 7);
        await silo.ScalarAsync("delete from hourly_rollups where store_id = $1", shop.StoreId);
        await silo.ScalarAsync("update daily_rollups set entries = 99 where store_id = $1", shop.StoreId);

        var started = (await shop.Admin.PostAsync(
            Path, $$"""{"start_date": "{{SeededDays.Date(-30)}}", "end_date": "{{SeededDays.Date()}}", "store_ids": ["{{shop.StoreId}}"]}""")).Expect(201).Json.GetProperty("rebuild");

        Assert.Equal(31, started.GetProperty("days").GetInt32());
        Assert.InRange(started.GetProperty("estimated_seconds").GetInt32(), 1, 3_600);
        var path = $"{Path}/{started.GetProperty("id").GetGuid()}";
        var done = await Soon.UntilAsync(
            async () => (await shop.Admin.GetAsync(path)).Expect(200).Json.GetProperty("rebuild"),
            rebuild => rebuild.GetProperty("state").GetString() == "done", SeededAnalytics.RolledUp);
        Assert.Equal((0, 1), (done.GetProperty("days_left").GetInt32(), done.GetProperty("progress").GetInt32()));
        await UntilAsync(shop, 7);
        Assert.Equal(2L, await silo.ScalarAsync("select count(*) from hourly_rollups where store_id = $1", shop.StoreId));
        Assert.Contains(started.GetProperty("id").GetString()!, (await shop.Admin.GetAsync(Path)).Expect(200).Text, StringComparison.Ordinal);
        (await (await silo.FoundOrganizationAsync()).GetAsync(path)).Expect(404);
    }

    [Theory]
    [InlineData("""{}""", "start_date")]
    [InlineData("""{"start_date": "2001-01-01", "end_date": "2001-01-02"}""", "start_date")]
    [InlineData("""{"start_date": "2026-13-01", "end_date": "2199-01-02"}""", "end_date")]
    [InlineData("""{"start_date": "2001-01-01", "end_date": "2001-01-02", "stores": []}""", "stores")]
    public async Task What_is_wrong_is_named(string body, string field) =>
        (await (await silo.FoundOrganizationAsync()).PostAsync(Path, body)).Expect(400).ErrorOf(field);

    [Fact]
    public async Task Only_administrators_rebuild_and_only_their_own_stores()
    {
        var shop = await Shop.OpenAsync(silo);
        var stranger = await silo.FoundOrganizationAsync();
        var body = $$"""{"start_date": "{{SeededDays.Date()}}", "end_date": "{{SeededDays.Date()}}", "store_ids": ["{{shop.StoreId}}"]}""";

        (await (await shop.Admin.WithRoleAsync("regional_manager")).PostAsync(Path, body)).Expect(403);
        (await stranger.PostAsync(Path, body)).Expect(404);
    }

    [Fact]
    public async Task Another_zone_moves_the_hours_and_the_answer_says_how_long_it_takes()
    {
        var shop = await Shop.OpenAsync(silo);
        (await shop.PostPeopleAsync(SeededDays.At(0), 7)).Expect(201);
        await UntilAsync(shop, 7);

        var answer = (await shop.Admin.PatchAsync($"/api/stores/{shop.StoreId}", """{"timezone": "America/Lima"}""")).Expect(200).Json;

        // Absent when it was quicker than the answer.
        if (answer.TryGetProperty("recomputation", out var recomputation))
        {
            Assert.InRange(recomputation.GetProperty("days").GetInt32(), 1, 10);
            Assert.InRange(recomputation.GetProperty("estimated_seconds").GetInt32(), 1, 3_600);
        }

        // What was midnight in Lagos is the evening before in Lima.
        await UntilAsync(shop, 7, days: -1);
        await UntilAsync(shop, 0);
        Assert.Equal(1L, await silo.ScalarAsync("select count(*) from daily_rollups where store_id = $1", shop.StoreId));
    }

    [Fact]
    public async Task Other_lines_apply_since_the_beginning_or_from_a_day_on()
    {
        var shop = await Shop.OpenAsync(silo);
        (await shop.PostPeopleAsync(SeededDays.At(12, -2), 5)).Expect(201);
        (await shop.PostPeopleAsync(SeededDays.At(12), 7)).Expect(201);
        await UntilAsync(shop, 7);
        Task<Answer> ChangeAsync(string type, string more) =>
            shop.Admin.PatchAsync($"/api/sensors/{shop.SensorId}", $$"""{ {{more}} "config": {"lines": {"line1": {"type": "{{type}}"} } } }""");

        (await ChangeAsync("passing", $"\"effective_from\": \"{Reading.Iso(SeededDays.At(8, -1))}\",")).Expect(200);
        await UntilAsync(shop, 0);
        await UntilAsync(shop, 5, days: -2);

        (await ChangeAsync("ignore", "")).Expect(200);
        await UntilAsync(shop, 0, days: -2);
        (await ChangeAsync("entrance", $"\"effective_from\": \"{Reading.Iso(TimeProvider.System.GetUtcNow().AddDays(2))}\",")).Expect(400).ErrorOf("effective_from");
    }

    private static Task<JsonElement> UntilAsync(Shop shop, int visitors, int days = 0) => Soon.UntilAsync(
        async () => (await shop.Admin.GetAsync(
            $"/api/analytics?type=daily&start_date={SeededDays.Date(days)}&end_date={SeededDays.Date(days)}&store_id={shop.StoreId}")).Expect(200).Json,
        daily => daily.GetProperty("summary").GetProperty("total_visitors").GetInt32() == visitors, SeededAnalytics.RolledUp);
}
