using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Ingest;

public sealed class BulkIngestTests(SiloFixture silo)
{
    private const string Good = """{"timestamp": "{t}", "end_time": "{t+300}", "line1_in": 1}""";
    private const string Negative = """{"timestamp": "{t+300}", "end_time": "{t+600}", "line1_in": -1}""";

    [Fact]
    public async Task All_kinds_are_stored_without_a_sensor_id_in_the_records()
    {
        var shop = await Shop.OpenAsync(silo);

        var answer = await PostAsync(
            shop, ("people_counting", [Good, """{"sensor_id": "{sensor}", "timestamp": "{t+300}", "end_time": "{t+600}"}"""]),
            ("regional_counting", ["""{"timestamp": "{t}", "end_time": "{t+300}", "region2_count": 4}"""]),
            ("heatmap", ["""{"timestamp": "{t}", "heat_value": 2.5}"""]), ("vca_alarm", ["""{"timestamp": "{t}", "region1_in_alarm": 1}"""]));

        var json = answer.Expect(201).Json;
        Assert.Equal((2, 0, 0, 0), TallyOf(json, "people_counting"));
        Assert.Equal((1, 0, 0, 0), TallyOf(json, "regional_counting"));
        Assert.Equal((1, 0, 0, 0), TallyOf(json, "heatmap"));
        Assert.Equal((1, 0, 0, 0), TallyOf(json, "vca_alarm"));
        Assert.Equal(5, json.GetProperty("total_inserted").GetInt32());
        Assert.Equal(0, json.GetProperty("total_errors").GetInt32());
        Assert.Empty(json.GetProperty("error_details").EnumerateArray());
        Assert.NotEmpty(json.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Again_is_unchanged_and_other_numbers_update()
    {
        var shop = await Shop.OpenAsync(silo);
        await PostAsync(shop, ("people_counting", [Good]));

        Assert.Equal((0, 0, 1, 0), TallyOf((await PostAsync(shop, ("people_counting", [Good]))).Expect(201).Json, "people_counting"));
        var other = Good.Replace("\"line1_in\": 1", "\"line1_in\": 2", StringComparison.Ordinal);
        Assert.Equal((0, 1, 1, 0), TallyOf((await PostAsync(shop, ("people_counting", [Good, other]))).Expect(201).Json, "people_counting"));
    }

    [Fact]
    public async Task Good_records_are_kept_when_others_are_bad()
    {
        var shop = await Shop.OpenAsync(silo);

        var answer = await PostAsync(
            shop, ("people_counting", [Good, Negative]), ("heatmap", ["""{"timestamp": "{t}", "heat_value": 1}""", "7"]));

        var json = Partly(answer, 207);
        Assert.Equal((1, 0, 0, 1), TallyOf(json, "people_counting"));
        Assert.Equal((1, 0, 0, 1), TallyOf(json, "heatmap"));
        Assert.Equal(2, json.GetProperty("total_inserted").GetInt32());
        Assert.Equal(2, json.GetProperty("total_errors").GetInt32());
        Assert.Equal([("people_counting", 1, "line1_in"), ("heatmap", 1, "")], ErrorsOf(json));
        Assert.Contains("-1", json.GetProperty("error_details")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Single(await shop.StoredAsync());
    }

    [Fact]
    public async Task When_none_is_good_it_is_a_422()
    {
        var shop = await Shop.OpenAsync(silo);

        var json = Partly(await PostAsync(shop, ("people_counting", [Negative])), 422);

        Assert.Equal((0, 0, 0, 1), TallyOf(json, "people_counting"));
        Assert.Empty(await shop.StoredAsync());
    }

    [Fact]
    public async Task An_unknown_data_type_is_an_error_of_all_its_records()
    {
        var shop = await Shop.OpenAsync(silo);

        var json = Partly(await PostAsync(shop, ("people_counting", [Good]), ("weather", [Good, "{}"])), 207);

        Assert.Equal((0, 0, 0, 2), TallyOf(json, "weather"));
        Assert.Equal([("weather", 0, "data_type"), ("weather", 1, "data_type")], ErrorsOf(json));
    }

    [Fact]
    public async Task Another_sensor_id_in_a_record_is_that_records_error()
    {
        var shop = await Shop.OpenAsync(silo);
        var other = await shop.AddSensorAsync();

        var json = Partly(await PostAsync(shop, ("people_counting", [Good, Reading.People(other, Reading.Yesterday(300), 1)])), 207);

        Assert.Equal([("people_counting", 1, "sensor_id")], ErrorsOf(json));
        Assert.Single(await shop.StoredAsync());
    }

    [Fact]
    public async Task An_overlap_is_that_records_error()
    {
        var shop = await Shop.OpenAsync(silo);
        await PostAsync(shop, ("people_counting", [Good]));

        var json = Partly(
            await PostAsync(
                shop, ("people_counting", [
                    """{"timestamp": "{t+600}", "end_time": "{t+900}"}""", """{"timestamp": "{t+60}", "end_time": "{t+120}"}""",
                    """{"timestamp": "{t+700}", "end_time": "{t+760}"}"""])), 207);

        Assert.Equal((1, 0, 0, 2), TallyOf(json, "people_counting"));
        Assert.Equal([1, 2], ErrorsOf(json).Select(error => error.Index).Order());
        Assert.All(ErrorsOf(json), error => Assert.Equal("timestamp", error.Field));
    }

    [Fact]
    public async Task The_data_type_may_come_behind_the_records_and_the_sensor_behind_the_batches()
    {
        var shop = await Shop.OpenAsync(silo);
        var body = Reading.Fill(
            $$"""{"data_batches": [{"records": [{{Good}}], "data_type": "people_counting"}, {"x": [{}], "records": [], "data_type": "heatmap"}], "sensor_id": "{sensor}"}""",
            shop.SensorId);

        var json = (await shop.Admin.PostAsync("/api/sensors/bulk-ingest", body)).Expect(201).Json;

        Assert.Equal((1, 0, 0, 0), TallyOf(json, "people_counting"));
        Assert.Equal((0, 0, 0, 0), TallyOf(json, "heatmap"));
    }

    [Fact]
    public async Task Batches_of_one_type_count_on()
    {
        var shop = await Shop.OpenAsync(silo);

        var json = Partly(await PostAsync(shop, ("people_counting", [Good]), ("people_counting", [Negative])), 207);

        Assert.Equal((1, 0, 0, 1), TallyOf(json, "people_counting"));
        Assert.Equal([("people_counting", 1, "line1_in")], ErrorsOf(json));
    }

    [Fact]
    public async Task A_day_of_minutes_is_one_request()
    {
        var shop = await Shop.OpenAsync(silo);
        var records = Enumerable.Range(0, 1440).Select(i => Reading.People(shop.SensorId, Reading.Yesterday(-60 * i), 1, seconds: 60)).ToArray();

        Assert.Equal((1440, 0, 0, 0), TallyOf((await PostAsync(shop, ("people_counting", records))).Expect(201).Json, "people_counting"));
        Assert.Equal((0, 0, 1440, 0), TallyOf((await PostAsync(shop, ("people_counting", records))).Expect(201).Json, "people_counting"));
    }

    private static Task<Answer> PostAsync(Shop shop, params (string, string[])[] batches) =>
        shop.Admin.PostAsync("/api/sensors/bulk-ingest", Reading.Fill(Reading.Bulk(shop.SensorId, batches), shop.SensorId));

    /// <summary>These are results, not problems.</summary>
    private static JsonElement Partly(Answer answer, int status)
    {
        Assert.True(answer.Status == status, $"Expected {status}, got {answer.Status}: {answer.Text}");
        Assert.Equal("application/json", answer.ContentHeaders.ContentType?.MediaType);
        return answer.Json;
    }

    private static (int Inserted, int Updated, int Unchanged, int Errors) TallyOf(JsonElement json, string dataType)
    {
        var result = json.GetProperty("results").GetProperty(dataType);
        var (inserted, updated, unchanged) = Reading.TallyOf(result);
        return (inserted, updated, unchanged, result.GetProperty("errors").GetInt32());
    }

    private static (string DataType, int Index, string Field)[] ErrorsOf(JsonElement json) => [.. json.GetProperty("error_details").EnumerateArray().Select(
        error => (error.GetProperty("data_type").GetString()!, error.GetProperty("index").GetInt32(), error.GetProperty("field").GetString()!))];
}
