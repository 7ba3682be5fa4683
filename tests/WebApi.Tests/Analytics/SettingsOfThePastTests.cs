using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Analytics;

/// <summary>What a change of settings does to numbers of the past: all of it, or what is since a day. Nine come at 9 h and one at 20 h, on two days.</summary>
public sealed class SettingsOfThePastTests(SiloFixture silo)
{
    private static readonly DateOnly First = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-10);

    [Fact]
    public async Task A_calibration_changes_analytics_says_so_and_leaves_readings_alone()
    {
        var (admin, store, sensor) = await OpenAsync();
        var answer = (await admin.PatchAsync(
            $"/api/sensors/{sensor}", $$"""{"config": {"lines": {"line1": {"type": "entrance", "calibration": 1.25} } }, "effective_from": "{{Iso(1)}}"}""")).Expect(200).Json;

        Assert.Equal(1.25, answer.GetProperty("sensor").GetProperty("config").GetProperty("lines").GetProperty("line1").GetProperty("calibration").GetDouble());
        var days = await DaysAsync(admin, store, rows => rows[1].GetProperty("total_entries").GetInt32() != 10);

        // 11.25 and 1.25 more, rounded as a sum; the day before the change stays as it was counted.
        Assert.Equal([10, 13], days.Select(day => day.GetProperty("total_entries").GetInt32()));
        Assert.Equal(JsonValueKind.Null, days[0].GetProperty("counted").ValueKind);
        Assert.Equal(10, days[1].GetProperty("counted").GetProperty("total_entries").GetInt32());
        var readings = (await admin.GetAsync($"/api/sensors/data?data_type=people_counting&sensor_id={sensor}")).Expect(200).Json.GetProperty("data");
        Assert.Equal([1, 9, 1, 9], readings.EnumerateArray().Select(reading => reading.GetProperty("line1_in").GetInt32()));
        await Soon.UntilAsync(
            async () => (await admin.GetAsync($"/api/analytics?type=comparison&stores={store}&granularity=total&start_date={Date(0)}&end_date={Date(1)}"))
                .Expect(200).Json.GetProperty("stores")[0].GetProperty("data")[0],
            total => total.GetProperty("total_entries").GetInt32() == 23 && total.GetProperty("counted").GetProperty("total_entries").GetInt32() == 20,
            SeededAnalytics.RolledUp);
        (await admin.PatchAsync($"/api/sensors/{sensor}", """{"config": {"lines": {"line1": {"type": "entrance", "calibration": 11} } } }""")).Expect(400);
    }

    [Fact]
    public async Task Other_hours_and_another_capacity_apply_from_a_day_on()
    {
        var (admin, store, _) = await OpenAsync();
        (await admin.PatchAsync($"/api/stores/{store}", $$"""
            {"capacity": 40, "operating_hours": {{Hours("10:00", "22:00")}}, "effective_from": "{{Iso(1)}}"}
            """)).Expect(200);

        var days = await DaysAsync(admin, store, rows => rows[1].GetProperty("business_hours_entries").GetInt32() != 9);
        Assert.Equal([9, 1], days.Select(day => day.GetProperty("business_hours_entries").GetInt32()));
        var hours = (await admin.GetAsync($"/api/analytics?store_id={store}&start_date={Date(0)}&end_date={Date(1)}")).Expect(200).Json.GetProperty("data");
        double[] utilization = [hours[9].GetProperty("utilization").GetDouble(), hours[33].GetProperty("utilization").GetDouble()];
        Assert.Equal(utilization[0] / 2, utilization[1], 3);

        // Without a day it is for the whole past, and what did not change keeps its own.
        (await admin.PatchAsync($"/api/stores/{store}", $$"""{"operating_hours": {{Hours("19:00", "23:00")}}}""")).Expect(200);
        days = await DaysAsync(admin, store, rows => rows.All(row => row.GetProperty("business_hours_entries").GetInt32() == 1));
        Assert.Equal([1, 1], days.Select(day => day.GetProperty("business_hours_entries").GetInt32()));
        hours = (await admin.GetAsync($"/api/analytics?store_id={store}&start_date={Date(0)}&end_date={Date(1)}")).Expect(200).Json.GetProperty("data");
        Assert.Equal(utilization[0], hours[9].GetProperty("utilization").GetDouble());
    }

    [Fact]
    public async Task A_later_day_start_leaves_no_hour_to_nobody()
    {
        var (admin, store, sensor) = await OpenAsync();
        (await admin.PostAsync("/api/sensors/data", Reading.Data("people_counting", People(sensor, 1, 2, 7)))).Expect(201);
        await DaysAsync(admin, store, rows => rows[1].GetProperty("total_entries").GetInt32() == 17);

        (await admin.PatchAsync($"/api/stores/{store}", $$"""{"day_start": "04:00", "effective_from": "{{Reading.Iso(At(1, 12))}}"}""")).Expect(200);

        // Two in the morning belongs to the day before now, which lasts until four. A day is rolled up after the other.
        var days = await DaysAsync(admin, store, rows => rows[0].GetProperty("total_entries").GetInt32() != 10 && rows[1].GetProperty("total_entries").GetInt32() != 17);
        Assert.Equal([17, 10], days.Select(day => day.GetProperty("total_entries").GetInt32()));
    }

    [Fact]
    public async Task The_future_can_not_be_changed_yet()
    {
        var (admin, store, _) = await OpenAsync();
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);
        var refused = (await admin.PatchAsync($"/api/stores/{store}", $$"""{"capacity": 40, "effective_from": "{{Reading.Iso(tomorrow)}}"}""")).Expect(400).Json;
        Assert.Contains("future", refused.GetProperty("errors").GetProperty("effective_from")[0].GetString(), StringComparison.Ordinal);
    }

    private async Task<(TestApi Admin, Guid Store, Guid Sensor)> OpenAsync()
    {
        var admin = await silo.FoundOrganizationAsync();
        var store = await admin.CreateStoreAsync("Lagos", "Africa/Lagos");
        (await admin.PatchAsync($"/api/stores/{store}", $$"""{"capacity": 20, "operating_hours": {{Hours("08:00", "18:00")}}}""")).Expect(200);
        var sensor = (await admin.CreateSensorAsync(store, config: """{"collection": {"mode": "push"}, "lines": {"line1": {"type": "entrance"}}}""")).GetProperty("id").GetGuid();
        (await admin.PostAsync("/api/sensors/data", Reading.Data(
            "people_counting", People(sensor, 0, 9, 9), People(sensor, 0, 20, 1), People(sensor, 1, 9, 9), People(sensor, 1, 20, 1)))).Expect(201);
        await DaysAsync(admin, store, rows => rows.All(row => row.GetProperty("total_entries").ValueKind == JsonValueKind.Number));
        return (admin, store, sensor);
    }

    private static async Task<JsonElement[]> DaysAsync(TestApi admin, Guid store, Func<JsonElement[], bool> until) => await Soon.UntilAsync(
        async () => (await admin.GetAsync($"/api/analytics?type=daily&store_id={store}&start_date={Date(0)}&end_date={Date(1)}"))
            .Expect(200).Json.GetProperty("data").EnumerateArray().ToArray(),
        rows => rows.Length == 2 && until(rows), SeededAnalytics.RolledUp);

    private static string Hours(string open, string close)
    {
        var day = $$"""[{"open": "{{open}}", "close": "{{close}}"}]""";
        return "{" + string.Join(", ", new[] { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" }.Select(name => $"\"{name}\": {day}")) + "}";
    }

    private static string Date(int days) => $"{First.AddDays(days):yyyy-MM-dd}";

    private static string Iso(int days) => Reading.Iso(At(days, 0));

    private static DateTimeOffset At(int days, int hour) => new(First.AddDays(days), new TimeOnly(hour, 0), TimeSpan.FromHours(1));

    private static string People(Guid sensor, int days, int hour, int entered) => Reading.People(sensor, At(days, hour), entered, seconds: 3600);
}
