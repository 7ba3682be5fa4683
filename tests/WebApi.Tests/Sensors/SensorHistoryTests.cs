using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Sensors;

public sealed class SensorHistoryTests(SiloFixture silo)
{
    [Fact]
    public async Task What_happens_to_a_device_is_in_its_history()
    {
        var api = await silo.FoundOrganizationAsync();
        var store = await api.CreateStoreAsync();
        var sensor = (await api.CreateSensorAsync(store)).GetProperty("id").GetGuid();
        var before = DateTimeOffset.Parse("2026-01-01T00:00:00Z");
        for (var hour = 0; hour < 3; hour++)
        {
            await silo.ScalarAsync(
                "insert into sensor_events select organization_id, id, $2, $3, $4 from sensors where id = $1",
                sensor, before.AddHours(hour).UtcDateTime, new[] { "online", "error", "recovered" }[hour], "Words.");
        }

        var all = (await api.GetAsync($"/api/sensors/{sensor}/history")).Expect(200).Json.GetProperty("events");
        Assert.Equal(["recovered", "error", "online"], all.EnumerateArray().Select(line => line.GetProperty("event_type").GetString()));
        Assert.Equal("2026-01-01T02:00:00Z", all[0].GetProperty("at").GetString());
        Assert.Equal("Words.", all[0].GetProperty("detail").GetString());

        var some = (await api.GetAsync($"/api/sensors/{sensor}/history?start=2026-01-01T01:00:00Z&end=2026-01-01T02:00:00Z")).Expect(200);
        Assert.Equal("error", Assert.Single(some.Json.GetProperty("events").EnumerateArray()).GetProperty("event_type").GetString());
    }

    [Fact]
    public async Task A_sensor_that_was_posted_to_is_online()
    {
        var api = await silo.FoundOrganizationAsync();
        var store = await api.CreateStoreAsync();
        var sensor = (await api.CreateSensorAsync(store)).GetProperty("id").GetGuid();
        var start = TimeProvider.System.GetUtcNow().AddHours(-1);
        (await api.PostAsync("/api/sensors/data", $$$"""
            {"data_type": "people_counting", "data": {"sensor_id": "{{{sensor}}}", "timestamp": "{{{start:O}}}", "end_time": "{{{start.AddMinutes(5):O}}}", "line1_in": 1}}
            """)).Expect(201);
        var (answer, _) = await TestKit.Eventually.AnswersAsync(
            () => api.GetAsync($"/api/sensors/{sensor}/history"), answer => answer.Json.GetProperty("events").GetArrayLength() > 0,
            TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.Equal("online", Assert.Single(answer.Json.GetProperty("events").EnumerateArray()).GetProperty("event_type").GetString());
    }

    [Theory]
    [InlineData("start=yesterday", "start", "yesterday")]
    [InlineData("end=2026-01-01T00:00:00", "end", "offset")]
    [InlineData("start=2026-01-02T00:00:00Z&end=2026-01-01T00:00:00Z", "end", "not after")]
    public async Task A_range_that_is_none_is_refused(string query, string field, string words)
    {
        var api = await silo.FoundOrganizationAsync();
        var sensor = (await api.CreateSensorAsync(await api.CreateStoreAsync())).GetProperty("id").GetGuid();
        Assert.Contains(words, (await api.GetAsync($"/api/sensors/{sensor}/history?{query}")).Expect(400).ErrorOf(field), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quieter_interval_is_kept_and_must_not_be_a_busier_one()
    {
        var api = await silo.FoundOrganizationAsync();
        var store = await api.CreateStoreAsync();
        var sensor = await api.CreateSensorAsync(store, config: """{"collection": {"mode": "push", "interval_seconds": 60, "quiet_interval_seconds": 900}}""");
        Assert.Equal(900, sensor.GetProperty("config").GetProperty("collection").GetProperty("quiet_interval_seconds").GetInt32());
        var refused = await api.PatchAsync($"/api/sensors/{sensor.GetProperty("id").GetGuid()}", """{"config": {"collection": {"quiet_interval_seconds": 30}}}""");
        Assert.Contains("at least interval_seconds", refused.Expect(400).ErrorOf("config.collection.quiet_interval_seconds"), StringComparison.Ordinal);
    }
}
