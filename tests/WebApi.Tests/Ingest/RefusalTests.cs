using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Ingest;

public sealed class RefusalTests(SiloFixture silo)
{
    private const string Interval = "\"sensor_id\": \"{sensor}\", \"timestamp\": \"{t}\", \"end_time\": \"{t+300}\"";
    private const string Instant = "\"sensor_id\": \"{sensor}\", \"timestamp\": \"{t}\"";

    public static TheoryData<string, string, string, string> BadRecords => new()
    {
        { "people_counting", $$"""{{{Interval}}, "line1_in": -1}""", "line1_in", "-1" },
        { "people_counting", $$"""{{{Interval}}, "line1_in": 1.5}""", "line1_in", "1.5" },
        { "people_counting", $$"""{{{Interval}}, "line4_out": 100001}""", "line4_out", "100000" },
        { "people_counting", $$"""{{{Interval}}, "line2_in": "7"}""", "line2_in", "'7'" },
        { "people_counting", $$"""{{{Interval}}, "line2_in": [7]}""", "line2_in", "array" },
        { "people_counting", $$"""{{{Interval}}, "line2_in": true}""", "line2_in", "true" },
        { "people_counting", $$"""{{{Interval}}, "line16_out": -1}""", "line16_out", "-1" },
        { "people_counting", $$"""{{{Interval}}, "line1_in": 99999999999999999999}""", "line1_in", "100000" },
        { "people_counting", """{"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": "{t}"}""", "end_time", "not after" },
        { "people_counting", """{"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": "{t+-60}"}""", "end_time", "not after" },
        { "people_counting", """{"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": "{t+9}"}""", "end_time", "at least 10 s" },
        { "people_counting", """{"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": "{t+86401}"}""", "end_time", "at most 24 h" },
        { "people_counting", """{"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": "9999-12-31T23:59:59Z"}""", "end_time", "at most 24 h" },
        { "people_counting", """{"sensor_id": "{sensor}", "timestamp": "{t}"}""", "end_time", "missing" },
        { "people_counting", """{"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": null}""", "end_time", "missing" },
        { "people_counting", """{"sensor_id": "{sensor}", "end_time": "{t}"}""", "timestamp", "missing" },
        { "people_counting", """{"sensor_id": "{sensor}", "timestamp": "2026-01-20T10:00:00", "end_time": "{t}"}""", "timestamp", "offset" },
        { "people_counting", """{"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": "2026-01-20 10:00:00"}""", "end_time", "offset" },
        { "people_counting", """{"sensor_id": "{sensor}", "timestamp": 1768903200, "end_time": "{t}"}""", "timestamp", "1768903200" },
        { "people_counting", """{"sensor_id": "{sensor}", "timestamp": "0001-01-01T00:00:00+02:00", "end_time": "{t}"}""", "timestamp", "instant" },
        { "people_counting", """{"timestamp": "{t}", "end_time": "{t+300}"}""", "sensor_id", "missing" },
        { "people_counting", """{"sensor_id": "door", "timestamp": "{t}", "end_time": "{t+300}"}""", "sensor_id", "'door'" },
        { "people_counting", """{"sensor_id": 7, "timestamp": "{t}", "end_time": "{t+300}"}""", "sensor_id", "7" },
        { "regional_counting", $$"""{{{Interval}}, "region1_count": -1}""", "region1_count", "-1" },
        { "regional_counting", $$"""{{{Interval}}, "region16_count": 0.5}""", "region16_count", "0.5" },
        { "regional_counting", $$"""{{{Interval}}, "kind": "guests"}""", "kind", "'guests'" },
        { "regional_counting", $$"""{{{Instant}}}""", "end_time", "missing" },
        { "heatmap", $$"""{{{Instant}}, "heat_value": -0.1}""", "heat_value", "-0.1" },
        { "heatmap", $$"""{{{Instant}}, "heat_value": 1e999}""", "heat_value", "at least 0" },
        { "heatmap", $$"""{{{Instant}}}""", "heat_value", "missing" },
        { "heatmap", """{"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": "{t+-1}", "heat_value": 1}""", "end_time", "not after" },
        { "vca_alarm", $$"""{{{Instant}}, "counter_alarm_status": -1}""", "counter_alarm_status", "-1" },
        { "vca_alarm", $$"""{{{Instant}}, "region1_in_alarm": 2}""", "region1_in_alarm", "2" },
        { "vca_alarm", """{"sensor_id": "{sensor}", "counter_alarm_status": 1}""", "timestamp", "missing" },
    };

    [Theory]
    [MemberData(nameof(BadRecords))]
    public async Task A_bad_record_is_refused_with_its_field(string dataType, string record, string field, string message)
    {
        var shop = await Shop.OpenAsync(silo);

        var answer = (await shop.PostAsync(dataType, Reading.Fill(record, shop.SensorId))).Expect(400);

        Assert.Equal("validation_error", answer.Json.GetProperty("code").GetString());
        Assert.Contains(message, answer.ErrorOf($"data.{field}"), StringComparison.Ordinal);
        Assert.Empty(await shop.StoredAsync(dataType));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    public async Task A_record_that_is_no_object_is_refused(string record)
    {
        var shop = await Shop.OpenAsync(silo);

        Assert.Contains("object", (await shop.PostAsync("people_counting", record)).Expect(400).ErrorOf("data"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bad_record_refuses_all_and_every_bad_one_is_named()
    {
        var shop = await Shop.OpenAsync(silo);

        var answer = await shop.PostAsync(
            "people_counting", Reading.People(shop.SensorId, Reading.Yesterday(), 1), Reading.People(shop.SensorId, Reading.Yesterday(300), -2),
            Reading.People(shop.SensorId, Reading.Yesterday(600), 1), Reading.People(shop.SensorId, Reading.Yesterday(900), 1, -1, seconds: 5));

        answer.Expect(400).ErrorOf("data[1].line1_in");
        answer.ErrorOf("data[3].line1_out");
        answer.ErrorOf("data[3].end_time");
        Assert.Equal(3, answer.Json.GetProperty("errors").EnumerateObject().Count());
        Assert.Empty(await shop.StoredAsync());
    }

    [Fact]
    public async Task The_bounds_themselves_are_good()
    {
        var shop = await Shop.OpenAsync(silo);

        (await shop.PostAsync("people_counting", Reading.People(shop.SensorId, Reading.Yesterday(), 100_000, seconds: 10))).Expect(201);
        (await shop.PostAsync("people_counting", Reading.People(shop.SensorId, Reading.Yesterday(-86_400), 0, seconds: 86_400))).Expect(201);
        (await shop.PostAsync("regional_counting", Reading.Fill($$"""{{{Interval}}, "region1_count": null}""", shop.SensorId))).Expect(201);
        (await shop.PostAsync("heatmap", Reading.Fill($$"""{{{Instant}}, "heat_value": 0}""", shop.SensorId))).Expect(201);
        (await shop.PostAsync("vca_alarm", Reading.Fill($$"""{{{Instant}}, "counter_alarm_status": 5, "region1_in_alarm": true}""", shop.SensorId))).Expect(201);
    }

    [Fact]
    public async Task A_reading_may_start_5_minutes_in_the_future_and_not_more()
    {
        var shop = await Shop.OpenAsync(silo);
        var now = TimeProvider.System.GetUtcNow();

        (await shop.PostPeopleAsync(now.AddMinutes(4), 1)).Expect(201);
        Assert.Contains("future", (await shop.PostPeopleAsync(now.AddMinutes(10), 1)).Expect(400).ErrorOf("data.timestamp"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_older_than_the_retention_of_its_kind_is_refused()
    {
        var shop = await Shop.OpenAsync(silo);
        var now = TimeProvider.System.GetUtcNow();

        (await shop.PostPeopleAsync(now.AddMonths(-23), 1)).Expect(201);
        Assert.Contains("older", (await shop.PostPeopleAsync(now.AddMonths(-25), 1)).Expect(400).ErrorOf("data.timestamp"), StringComparison.Ordinal);
        Answer heat = await HeatAsync(now.AddMonths(-7));
        Assert.Contains("older", heat.Expect(400).ErrorOf("data.timestamp"), StringComparison.Ordinal);
        (await HeatAsync(now.AddMonths(-5))).Expect(201);

        Task<Answer> HeatAsync(DateTimeOffset at) =>
            shop.PostAsync("heatmap", $$"""{"sensor_id": "{{shop.SensorId}}", "timestamp": "{{Reading.Iso(at)}}", "heat_value": 1.5}""");
    }

    [Theory]
    [InlineData("{\"data\": []}", "missing")]
    [InlineData("{\"data_type\": null, \"data\": []}", "missing")]
    [InlineData("{\"data_type\": \"people\", \"data\": []}", "people_counting")]
    [InlineData("{\"data_type\": \"daily_summary\", \"data\": []}", "daily_summary")]
    public async Task An_unknown_data_type_is_refused_with_those_there_are(string body, string message)
    {
        var shop = await Shop.OpenAsync(silo);

        Assert.Contains(message, (await shop.Admin.PostAsync("/api/sensors/data", body)).Expect(400).ErrorOf("data_type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_data_is_refused()
    {
        var shop = await Shop.OpenAsync(silo);

        (await shop.Admin.PostAsync("/api/sensors/data", """{"data_type": "people_counting"}""")).Expect(400).ErrorOf("data");
    }
}
