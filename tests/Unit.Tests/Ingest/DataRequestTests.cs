using System.Text;
using System.Text.Json;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Ingest;

namespace RetailOrleans.Unit.Tests.Ingest;

public sealed class DataRequestTests
{
    [Fact]
    public void A_people_record_is_read_line_by_line()
    {
        var batch = Single("people_counting", IngestSamples.Record("\"line1_in\": 3, \"line2_out\": 4, \"line16_out\": 5, \"unknown\": {\"deep\": [1, {}]}"));

        var reading = Assert.Single(batch.People);
        Assert.Equal(At("10:00"), reading.Start);
        Assert.Equal(At("10:05"), reading.End);
        Assert.Equal(3, reading.Counts[0]);
        Assert.Equal(4, reading.Counts[3]);
        Assert.Equal(5, reading.Counts[31]);
        Assert.Equal(12, reading.Counts.Sum());
        Assert.True(batch.AllOrNothing);
    }

    [Fact]
    public void Records_do_not_leak_into_one_another()
    {
        var request = IngestSamples.Data("people_counting", $"[{IngestSamples.Record("\"line1_in\": 3, \"line4_out\": 9")}, {IngestSamples.Record("\"line1_out\": 1")}]");
        var batch = Assert.Single(request.Sensors).Builder.Build("generic", true);
        Assert.Equal([[3, 0, 0, 0, 0, 0, 0, 9], [0, 1]], batch.People.Select(reading => reading.Counts.ToArray()));
    }

    [Theory]
    [InlineData("", "generic", RegionCountKind.Occupancy)]
    [InlineData("", "milesight_people_counter", RegionCountKind.Visits)]
    [InlineData(", \"kind\": \"occupancy\"", "milesight_people_counter", RegionCountKind.Occupancy)]
    [InlineData(", \"kind\": \"visits\"", "generic", RegionCountKind.Visits)]
    [InlineData(", \"kind\": null", "generic", RegionCountKind.Occupancy)]
    public void What_a_regional_count_means_is_said_or_follows_from_the_sensor(string kind, string sensorType, RegionCountKind expected)
    {
        var request = IngestSamples.Data("regional_counting", IngestSamples.Record("\"region1_count\": 3, \"region16_count\": 2" + kind));
        var reading = Assert.Single(Assert.Single(request.Sensors).Builder.Build(sensorType, true).Regions);
        Assert.Equal(expected, reading.Kind);
        Assert.Equal((3, 2, 16), (reading.Counts[0], reading.Counts[15], reading.Counts.Length));
    }

    [Fact]
    public void Heat_without_an_end_is_an_instant()
    {
        var record = $$"""{"sensor_id": "{{IngestSamples.Sensor}}", "timestamp": "2026-07-15T10:00:00Z", "heat_value": 2.5}""";
        var reading = Assert.Single(Single("heatmap", record).Heat);
        Assert.Equal((reading.Start, 2.5), (reading.End, reading.Value));
    }

    [Fact]
    public void Alarms_become_masks()
    {
        var reading = Assert.Single(Single(
            "vca_alarm", IngestSamples.Record("\"counter_alarm_status\": 5, \"region1_in_alarm\": 1, \"region3_in_alarm\": 1, \"region2_out_alarm\": true, \"region4_out_alarm\": 0")).Alarms);
        Assert.Equal((5, 0b101, 0b10), (reading.CounterStatus, reading.RegionInAlarms, reading.RegionOutAlarms));
    }

    [Theory]
    [InlineData("2026-07-15T10:59:59Z", "11:00")]
    [InlineData("2026-07-15T10:59:59.999Z", "11:00")]
    [InlineData("2026-07-15T11:00:00Z", "11:00")]
    [InlineData("2026-07-15T12:00:00+01:00", "11:00")]
    [InlineData("2026-07-15T08:00:00-03:00", "11:00")]
    public void An_end_may_carry_any_offset_and_59_seconds_are_rounded_up(string end, string expected) =>
        Assert.Equal(At(expected), Assert.Single(Single("people_counting", IngestSamples.Record($"\"end_time\": \"{end}\"")).People).End);

    [Fact]
    public void Readings_are_gathered_by_sensor_each_with_its_place()
    {
        var other = Guid.NewGuid();
        var request = IngestSamples.Data("people_counting", $$"""
            [{{IngestSamples.Record("")}}, {{IngestSamples.Record($"\"sensor_id\": \"{other}\"")}}, {{IngestSamples.Record("\"timestamp\": \"2026-07-15T09:00:00Z\"")}}]
            """);
        Assert.Equal(3, request.Count);
        Assert.Equal(2, BuilderOf(request, Guid.Parse(IngestSamples.Sensor)).Count);
        Assert.Equal(2, BuilderOf(request, Guid.Parse(IngestSamples.Sensor)).IndexOf(new ReadingRefusal(ReadingKind.People, 1, "timestamp", "")));
        Assert.Equal("data[2].timestamp", request.Path(2, "timestamp"));
        Assert.Equal(1, BuilderOf(request, other).Count);
    }

    [Theory]
    [InlineData("people_counting", "\"line1_in\": -1", "line1_in", "-1")]
    [InlineData("people_counting", "\"line1_in\": 1.5", "line1_in", "1.5")]
    [InlineData("people_counting", "\"line1_in\": \"3\"", "line1_in", "'3'")]
    [InlineData("people_counting", "\"line1_in\": [3]", "line1_in", "an array")]
    [InlineData("people_counting", "\"line1_in\": 100001", "line1_in", "100001")]
    [InlineData("people_counting", "\"line1_in\": 99999999999999999999", "line1_in", "99999999999999999999")]
    [InlineData("people_counting", "\"line16_out\": -1", "line16_out", "-1")]
    [InlineData("people_counting", "\"end_time\": null", "end_time", "missing")]
    [InlineData("people_counting", "\"end_time\": \"2026-07-15T10:00:00Z\"", "end_time", "not after")]
    [InlineData("people_counting", "\"end_time\": \"2026-07-15T09:00:00Z\"", "end_time", "not after")]
    [InlineData("people_counting", "\"end_time\": \"2026-07-15T10:00:09Z\"", "end_time", "at least 10 s")]
    [InlineData("people_counting", "\"end_time\": \"2026-07-16T10:00:01Z\"", "end_time", "at most 24 h")]
    [InlineData("people_counting", "\"end_time\": \"2026-07-15T10:05:00\"", "end_time", "offset")]
    [InlineData("people_counting", "\"timestamp\": \"2026-07-15T09:00:00\"", "timestamp", "offset")]
    [InlineData("people_counting", "\"timestamp\": \"yesterday\"", "timestamp", "'yesterday'")]
    [InlineData("people_counting", "\"timestamp\": 1784109600", "timestamp", "1784109600")]
    [InlineData("people_counting", "\"timestamp\": null", "timestamp", "null")]
    [InlineData("people_counting", "\"timestamp\": \"2026-07-15T12:05:01Z\", \"end_time\": \"2026-07-15T12:10:00Z\"", "timestamp", "future")]
    [InlineData("people_counting", "\"timestamp\": \"2024-07-15T11:59:59Z\", \"end_time\": \"2024-07-15T12:10:00Z\"", "timestamp", "older")]
    [InlineData("people_counting", "\"sensor_id\": \"door\"", "sensor_id", "'door'")]
    [InlineData("people_counting", "\"sensor_id\": null", "sensor_id", "missing")]
    [InlineData("regional_counting", "\"region1_count\": -2", "region1_count", "-2")]
    [InlineData("regional_counting", "\"region4_count\": 100001", "region4_count", "100001")]
    [InlineData("regional_counting", "\"kind\": \"present\"", "kind", "'present'")]
    [InlineData("regional_counting", "\"end_time\": null", "end_time", "missing")]
    [InlineData("heatmap", "", "heat_value", "missing")]
    [InlineData("heatmap", "\"heat_value\": -0.5", "heat_value", "-0.5")]
    [InlineData("heatmap", "\"heat_value\": 1e999", "heat_value", "1e999")]
    [InlineData("heatmap", "\"heat_value\": \"hot\"", "heat_value", "'hot'")]
    [InlineData("heatmap", "\"heat_value\": 1, \"timestamp\": \"2026-01-15T11:59:59Z\", \"end_time\": null", "timestamp", "older")]
    [InlineData("heatmap", "\"heat_value\": 1, \"end_time\": \"2026-07-15T09:00:00Z\"", "end_time", "not after")]
    [InlineData("vca_alarm", "\"region1_in_alarm\": 2", "region1_in_alarm", "2")]
    [InlineData("vca_alarm", "\"region2_out_alarm\": -1", "region2_out_alarm", "-1")]
    [InlineData("vca_alarm", "\"counter_alarm_status\": \"on\"", "counter_alarm_status", "'on'")]
    public void A_bad_field_is_named_with_what_came(string dataType, string properties, string field, string said)
    {
        var (name, messages) = Assert.Single(IngestSamples.Refusals(dataType, IngestSamples.Record(properties)));
        Assert.Equal($"data.{field}", name);
        Assert.Contains(said, Assert.Single(messages), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"timestamp\": \"2026-07-15T12:05:00Z\", \"end_time\": \"2026-07-15T12:10:00Z\"")]
    [InlineData("\"timestamp\": \"2024-07-15T12:00:00Z\", \"end_time\": \"2024-07-15T12:10:00Z\"")]
    [InlineData("\"end_time\": \"2026-07-15T10:00:10Z\"")]
    [InlineData("\"end_time\": \"2026-07-16T10:00:00Z\"")]
    [InlineData("\"line1_in\": 100000, \"line2_in\": null")]
    [InlineData("\"line17_in\": -5, \"line0_in\": -5, \"line1_up\": -5, \"lines\": -5")]
    public void The_limits_themselves_are_allowed(string properties) => Single("people_counting", IngestSamples.Record(properties));

    [Fact]
    public void Every_bad_record_is_named()
    {
        var errors = IngestSamples.Refusals(
            "people_counting",
            $"[{IngestSamples.Record("\"line1_in\": -1, \"line2_in\": -1")}, {IngestSamples.Record("")}, 5, {IngestSamples.Record("\"timestamp\": 1")}]");
        Assert.Equal(["data[0].line1_in", "data[0].line2_in", "data[2]", "data[3].timestamp"], errors.Keys);
    }

    [Theory]
    [InlineData("{}", "data_type")]
    [InlineData("{\"data_type\": 5, \"data\": []}", "data_type")]
    [InlineData("{\"data_type\": \"people\", \"data\": []}", "data_type")]
    [InlineData("{\"data_type\": \"people_counting\"}", "data")]
    [InlineData("{\"data_type\": \"people_counting\", \"data\": 5}", "data")]
    [InlineData("{\"data_type\": \"people_counting\", \"data\": null}", "data")]
    public void A_body_without_what_is_needed_is_refused(string body, string field) =>
        Assert.Equal(field, Assert.Single(Assert.Throws<ValidationException>(() => DataRequest.Read(Encoding.UTF8.GetBytes(body), IngestSamples.Rules)).Errors).Key);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{\"data_type\": \"people_counting\", \"data\": [")]
    [InlineData("{\"data_type\": \"people_counting\", \"data\": []")]
    [InlineData("{\"data_type\": \"people_counting\", \"data\": []} x")]
    [InlineData("{\"data_type\": \"people_counting\", \"data\": [{\"line1_in\": }]}")]
    public void A_malformed_body_is_malformed(string body) =>
        Assert.ThrowsAny<JsonException>(() => DataRequest.Read(Encoding.UTF8.GetBytes(body), IngestSamples.Rules));

    [Fact]
    public void The_order_of_the_properties_does_not_matter()
    {
        var body = $$"""{"data": [{{IngestSamples.Record("\"line1_in\": 1")}}], "more": {"data": 1}, "data_type": "people_counting"}""";
        Assert.Equal(1, DataRequest.Read(Encoding.UTF8.GetBytes(body), IngestSamples.Rules).Count);
    }

    private static ReadingBatch Single(string dataType, string record) =>
        Assert.Single(IngestSamples.Data(dataType, record).Sensors).Builder.Build("generic", true);

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-07-15T{time}:00Z", null);

    private static BatchBuilder BuilderOf(DataRequest request, Guid sensorId) => Assert.Single(request.Sensors, sensor => sensor.SensorId == sensorId).Builder;
}
