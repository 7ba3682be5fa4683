using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Status;

public sealed class StatusTests(SiloFixture silo)
{
    /// <summary>How soon live state follows a 2xx.</summary>
    private static readonly TimeSpan Live = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task The_answer_has_the_guides_shape_with_nulls_where_nothing_was_seen()
    {
        var shop = await Shop.OpenAsync(silo);

        var status = await GetAsync(shop.Admin);

        Assert.Equal(["sensors", "summary"], NamesOf(status));
        Assert.Equal(
            ["active_sensors", "current_hour_traffic", "error_sensors", "healthy_sensors", "total_alerts", "total_sensors", "warning_sensors"],
            NamesOf(status.GetProperty("summary")));
        var one = Assert.Single(status.GetProperty("sensors").EnumerateArray());
        Assert.Equal(["active_alerts", "current_hour_stats", "latest_data", "sensor"], NamesOf(one));
        var sensor = one.GetProperty("sensor");
        Assert.Superset(
            new HashSet<string> { "id", "name", "type", "store", "is_active", "last_seen_at", "minutes_since_last_seen", "health" }, NamesOf(sensor).ToHashSet());
        Assert.Equal(shop.SensorId, sensor.GetProperty("id").GetGuid());
        Assert.Equal("milesight_people_counter", sensor.GetProperty("type").GetString());
        Assert.Equal(["id", "name"], NamesOf(sensor.GetProperty("store")));
        Assert.Equal("Shop", sensor.GetProperty("store").GetProperty("name").GetString());
        Assert.Equal("unknown", sensor.GetProperty("health").GetString());
        Assert.Equal(JsonValueKind.Null, sensor.GetProperty("last_seen_at").ValueKind);
        Assert.Equal(JsonValueKind.Null, sensor.GetProperty("minutes_since_last_seen").ValueKind);
        Assert.Equal(["people_counting", "regional_counting"], NamesOf(one.GetProperty("latest_data")));
        Assert.All(one.GetProperty("latest_data").EnumerateObject(), latest => Assert.Equal(JsonValueKind.Null, latest.Value.ValueKind));
        Assert.Equal(["avg_occupancy", "net_flow", "total_entries", "total_exits"], NamesOf(one.GetProperty("current_hour_stats")));
        Assert.Empty(one.GetProperty("active_alerts").EnumerateArray());
    }

    [Fact]
    public async Task Within_a_second_of_a_post_its_numbers_and_a_healthy_sensor_are_seen()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var start = DayTime.ThisMinute();
        (await shop.PostAsync(
            "people_counting",
            $$"""
            {"sensor_id": "{{shop.SensorId}}", "timestamp": "{{Reading.Iso(start)}}", "end_time": "{{Reading.Iso(start.AddMinutes(1))}}", "line1_in": 7, "line1_out": 2, "line2_in": 1}
            """)).Expect(201);
        (await shop.PostAsync(
            "regional_counting",
            $$"""
            {"sensor_id": "{{shop.SensorId}}", "timestamp": "{{Reading.Iso(start)}}", "end_time": "{{Reading.Iso(start.AddMinutes(1))}}", "region1_count": 4, "region2_count": 5}
            """)).Expect(201);

        var one = await Soon.UntilAsync(
            () => OneAsync(shop.Admin),
            seen => seen.GetProperty("latest_data").GetProperty("regional_counting").ValueKind != JsonValueKind.Null
                && seen.GetProperty("latest_data").GetProperty("people_counting").ValueKind != JsonValueKind.Null, Live);

        var people = one.GetProperty("latest_data").GetProperty("people_counting");
        Assert.Equal(["net_flow", "timestamp", "total_in", "total_out"], NamesOf(people));
        Assert.Equal(Reading.Iso(start), people.GetProperty("timestamp").GetString());
        Assert.Equal((8, 2, 6), (people.GetProperty("total_in").GetInt32(), people.GetProperty("total_out").GetInt32(), people.GetProperty("net_flow").GetInt32()));
        var regions = one.GetProperty("latest_data").GetProperty("regional_counting");
        Assert.Equal(["region1_count", "region2_count", "region3_count", "region4_count", "timestamp", "total_regional_count"], NamesOf(regions));
        Assert.Equal(Reading.Iso(start), regions.GetProperty("timestamp").GetString());
        Assert.Equal(9, regions.GetProperty("total_regional_count").GetInt32());
        var hour = one.GetProperty("current_hour_stats");
        Assert.Equal((8, 2, 6), (hour.GetProperty("total_entries").GetInt32(), hour.GetProperty("total_exits").GetInt32(), hour.GetProperty("net_flow").GetInt32()));
        Assert.InRange(hour.GetProperty("avg_occupancy").GetDouble(), 0, 6);
        var sensor = one.GetProperty("sensor");
        Assert.Equal("healthy", sensor.GetProperty("health").GetString());
        Assert.InRange(sensor.GetProperty("minutes_since_last_seen").GetDouble(), 0, 0.2);
        Assert.EndsWith("Z", sensor.GetProperty("last_seen_at").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_is_followed()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var start = DayTime.ThisMinute();
        (await shop.PostPeopleAsync(start, 7)).Expect(201);
        await Soon.UntilAsync(() => EntriesAsync(shop), entries => entries == (7, 7), Live);

        (await shop.PostPeopleAsync(start, 4, 1)).Expect(201);

        await Soon.UntilAsync(() => EntriesAsync(shop), entries => entries == (4, 4), Live);
    }

    [Fact]
    public async Task The_newest_reading_of_any_day_is_the_latest_data()
    {
        var shop = await Shop.OpenAsync(silo);
        var old = Reading.Yesterday(-6 * 86_400);
        (await shop.PostPeopleAsync(old, 5)).Expect(201);
        await Soon.UntilAsync(() => OneAsync(shop.Admin), one => LatestAt(one) == Reading.Iso(old), Live);

        (await shop.PostPeopleAsync(Reading.Yesterday(-86_400), 6)).Expect(201);
        await Soon.UntilAsync(() => OneAsync(shop.Admin), one => LatestAt(one) == Reading.Iso(Reading.Yesterday(-86_400)), Live);

        (await shop.PostPeopleAsync(Reading.Yesterday(-3 * 86_400), 7)).Expect(201);
        Assert.Equal(Reading.Iso(Reading.Yesterday(-86_400)), LatestAt(await OneAsync(shop.Admin)));
        Assert.Equal(0, (await OneAsync(shop.Admin)).GetProperty("current_hour_stats").GetProperty("total_entries").GetInt32());
    }

    [Fact]
    public async Task The_summary_sums_the_sensors_of_the_answer()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var other = await shop.AddSensorAsync();
        var switchedOff = await shop.AddSensorAsync();
        (await shop.Admin.PatchAsync($"/api/sensors/{switchedOff}", """{"is_active": false}""")).Expect(200);
        (await shop.PostAsync(
            "people_counting", Reading.People(shop.SensorId, DayTime.ThisMinute(), 3, 1), Reading.People(other, DayTime.ThisMinute(), 5, 2))).Expect(201);

        var status = await Soon.UntilAsync(
            () => GetAsync(shop.Admin), seen => seen.GetProperty("summary").GetProperty("healthy_sensors").GetInt32() == 2, Live);

        var summary = status.GetProperty("summary");
        Assert.Equal(3, summary.GetProperty("total_sensors").GetInt32());
        Assert.Equal(2, summary.GetProperty("active_sensors").GetInt32());
        Assert.Equal(0, summary.GetProperty("warning_sensors").GetInt32());
        Assert.Equal(0, summary.GetProperty("error_sensors").GetInt32());
        Assert.Equal(0, summary.GetProperty("total_alerts").GetInt32());
        Assert.Equal(11, summary.GetProperty("current_hour_traffic").GetInt32());
        Assert.Equal("inactive", status.GetProperty("sensors").EnumerateArray()
            .Single(one => IdOf(one) == switchedOff).GetProperty("sensor").GetProperty("health").GetString());
    }

    [Fact]
    public async Task One_store_or_one_sensor_can_be_asked_for()
    {
        var shop = await Shop.OpenAsync(silo);
        var second = await shop.AddSensorAsync();
        var otherStore = await shop.Admin.CreateStoreAsync("Other");
        var elsewhere = (await shop.Admin.CreateSensorAsync(otherStore)).GetProperty("id").GetGuid();

        await ExpectAsync(shop.Admin, "", shop.SensorId, second, elsewhere);
        await ExpectAsync(shop.Admin, $"?store_id={shop.StoreId}", shop.SensorId, second);
        await ExpectAsync(shop.Admin, $"?sensor_id={second}", second);
        await ExpectAsync(shop.Admin, $"?sensor_id={second}&store_id={shop.StoreId}", second);
        await ExpectAsync(shop.Admin, $"?sensor_id={second}&store_id={otherStore}");
        (await shop.Admin.GetAsync("/api/sensors/status?store_id=x")).Expect(400).ErrorOf("store_id");
    }

    [Fact]
    public async Task Others_see_nothing_of_it()
    {
        var shop = await Shop.OpenAsync(silo);
        var stranger = await silo.FoundOrganizationAsync();
        var other = await shop.Admin.CreateStoreAsync("Other");
        var limited = await shop.Admin.WithTokenAsync($$"""{"name": "limited", "role": "viewer", "store_ids": ["{{other}}"]}""");

        foreach (var caller in new[] { stranger, limited })
        {
            await ExpectAsync(caller, "");
            (await caller.GetAsync($"/api/sensors/status?store_id={shop.StoreId}")).Expect(404);
            (await caller.GetAsync($"/api/sensors/status?sensor_id={shop.SensorId}")).Expect(404);
            (await caller.GetAsync($"/api/stores/{shop.StoreId}/live")).Expect(404);
        }

        (await silo.Api(null).GetAsync("/api/sensors/status")).Expect(401);
    }

    private static async Task<JsonElement> GetAsync(TestApi caller, string query = "") => (await caller.GetAsync($"/api/sensors/status{query}")).Expect(200).Json;

    private static async Task<JsonElement> OneAsync(TestApi caller) => Assert.Single((await GetAsync(caller)).GetProperty("sensors").EnumerateArray());

    private static async Task ExpectAsync(TestApi caller, string query, params Guid[] sensors) =>
        Assert.Equal(sensors.Order(), (await GetAsync(caller, query)).GetProperty("sensors").EnumerateArray().Select(IdOf).Order());

    private static Guid IdOf(JsonElement one) => one.GetProperty("sensor").GetProperty("id").GetGuid();

    private static string? LatestAt(JsonElement one) =>
        one.GetProperty("latest_data").GetProperty("people_counting") is { ValueKind: JsonValueKind.Object } people ? people.GetProperty("timestamp").GetString() : null;

    private static async Task<(int ThisHour, int Latest)> EntriesAsync(Shop shop)
    {
        var one = await OneAsync(shop.Admin);
        return LatestAt(one) is null ? (0, 0) : (
            one.GetProperty("current_hour_stats").GetProperty("total_entries").GetInt32(),
            one.GetProperty("latest_data").GetProperty("people_counting").GetProperty("total_in").GetInt32());
    }

    private static string[] NamesOf(JsonElement json) => [.. json.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)];
}
