using System.Text;
using System.Text.Json;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Ingest;

namespace RetailOrleans.Unit.Tests.Ingest;

public sealed class BulkRequestTests
{
    private const string Good = "{\"timestamp\": \"2026-07-15T10:00:00Z\", \"end_time\": \"2026-07-15T10:05:00Z\"}";

    [Fact]
    public void Good_records_are_kept_when_others_are_bad()
    {
        var request = Read($$"""[{"data_type": "people_counting", "records": [{{Good}}, {"timestamp": 5}, {{Good}}]}, {"data_type": "heatmap", "records": []}]""");

        Assert.Equal(2, request.Readings.Count);
        Assert.Equal([("people_counting", 3), ("heatmap", 0)], request.Records.Select(entry => (entry.Key, entry.Value)));
        var error = Assert.Single(request.Errors);
        Assert.Equal(("people_counting", 1, "timestamp"), (error.DataType, error.Index, error.Field));
        Assert.Equal(1, request.BadRecords("people_counting"));
    }

    [Fact]
    public void Two_batches_of_a_type_are_counted_on()
    {
        var request = Read($$"""[{"records": [{{Good}}], "data_type": "people_counting"}, {"data_type": "people_counting", "records": [{}]}]""");
        Assert.Equal(2, request.Records["people_counting"]);
        Assert.Equal(1, Assert.Single(request.Errors).Index);
    }

    [Fact]
    public void An_unknown_type_is_an_error_of_all_its_records()
    {
        var request = Read($$"""[{"data_type": "people", "records": [{{Good}}, {{Good}}]}, {"records": [{{Good}}]}]""");
        Assert.Equal(0, request.Readings.Count);
        Assert.Equal([("people", 0), ("people", 1), ("", 0)], request.Errors.Select(error => (error.DataType, error.Index)));
        Assert.All(request.Errors, error => Assert.Equal("data_type", error.Field));
    }

    [Fact]
    public void Another_sensors_record_does_not_belong_here()
    {
        var own = Good.Replace("{", $$"""{"sensor_id": "{{IngestSamples.Sensor}}", """, StringComparison.Ordinal);
        var foreign = Good.Replace("{", $$"""{"sensor_id": "{{Guid.NewGuid()}}", """, StringComparison.Ordinal);
        var request = Read($$"""[{"data_type": "people_counting", "records": [{{own}}, {{foreign}}]}]""");
        Assert.Equal(1, request.Readings.Count);
        Assert.Equal((1, "sensor_id"), (Assert.Single(request.Errors).Index, request.Errors[0].Field));
    }

    [Fact]
    public void Errors_are_listed_up_to_a_thousand_and_counted_beyond()
    {
        var request = Read($$"""[{"data_type": "people_counting", "records": [{{string.Join(',', Enumerable.Repeat("5", 1_500))}}]}]""");
        Assert.Equal(1_000, request.Errors.Count);
        Assert.Equal(1_500, request.BadRecords("people_counting"));
    }

    [Theory]
    [InlineData("{}", "sensor_id")]
    [InlineData("{\"sensor_id\": \"door\", \"data_batches\": []}", "sensor_id")]
    [InlineData("{\"sensor_id\": \"11111111-1111-1111-1111-111111111111\"}", "data_batches")]
    [InlineData("{\"sensor_id\": \"11111111-1111-1111-1111-111111111111\", \"data_batches\": {}}", "data_batches")]
    [InlineData("{\"sensor_id\": \"11111111-1111-1111-1111-111111111111\", \"data_batches\": [5]}", "data_batches")]
    [InlineData("{\"sensor_id\": \"11111111-1111-1111-1111-111111111111\", \"data_batches\": [{\"data_type\": \"heatmap\"}]}", "data_batches")]
    public void A_body_without_what_is_needed_is_refused(string body, string field) =>
        Assert.Equal(field, Assert.Single(Assert.Throws<ValidationException>(() => BulkRequest.Read(Encoding.UTF8.GetBytes(body), IngestSamples.Rules)).Errors).Key);

    [Theory]
    [InlineData("{\"sensor_id\": \"11111111-1111-1111-1111-111111111111\", \"data_batches\": [")]
    [InlineData("{\"sensor_id\": \"11111111-1111-1111-1111-111111111111\", \"data_batches\": []")]
    [InlineData("[]")]
    public void A_malformed_body_is_malformed(string body) =>
        Assert.ThrowsAny<JsonException>(() => BulkRequest.Read(Encoding.UTF8.GetBytes(body), IngestSamples.Rules));

    private static BulkRequest Read(string batches) =>
        BulkRequest.Read(Encoding.UTF8.GetBytes($$"""{"sensor_id": "{{IngestSamples.Sensor}}", "data_batches": {{batches}}}"""), IngestSamples.Rules);
}
