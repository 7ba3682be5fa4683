using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Ingest;

public sealed class BodyTests(SiloFixture silo)
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("""{"data_type": "people_counting", "data": [}""")]
    [InlineData("""{"data_type": "people_counting", "data": [{"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": "{t+300}"}]""")]
    [InlineData("""{"data_type": "people_counting", "data": {"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": "{t+300}"}} x""")]
    [InlineData("""{"data_type": "people_counting", "data": {"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": "{t+300}"}, "more": tru}""")]
    [InlineData("""{"data_type": "\ud800", "data": []}""")]
    [InlineData("""{"\ud800": 1, "data_type": "people_counting", "data": []}""")]
    [InlineData("""{"data_type": "people_counting", "data": {"sensor_id": "{sensor}", "timestamp": "\ud800", "end_time": "{t+300}"}}""")]
    [InlineData("""{"data_type": "people_counting", "data": {"sensor_id": "\ud800", "timestamp": "{t}", "end_time": "{t+300}"}}""")]
    [InlineData("""{"data_type": "people_counting", "data": {"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": "{t+300}", "line1_in": "\ud800"}}""")]
    [InlineData("""{"data_type": "people_counting", "data": {"sensor_id": "{sensor}", "timestamp": "{t}", "end_time": "{t+300}", "\ud800": 1}}""")]
    public async Task A_malformed_body_is_a_400_and_nothing_is_stored(string body)
    {
        var shop = await Shop.OpenAsync(silo);

        var answer = (await shop.Admin.PostAsync("/api/sensors/data", Reading.Fill(body, shop.SensorId))).Expect(400);

        Assert.Equal("validation_error", answer.Json.GetProperty("code").GetString());
        Assert.Empty(await shop.StoredAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"sensor_id": "\ud800", "data_batches": []}""")]
    [InlineData("""{"sensor_id": "x", "data_batches": []}""")]
    [InlineData("""{"sensor_id": "{sensor}"}""")]
    [InlineData("""{"sensor_id": "{sensor}", "data_batches": {}}""")]
    [InlineData("""{"sensor_id": "{sensor}", "data_batches": [7]}""")]
    [InlineData("""{"sensor_id": "{sensor}", "data_batches": [{"data_type": "people_counting"}]}""")]
    [InlineData("""{"sensor_id": "{sensor}", "data_batches": [{"data_type": "\ud800", "records": []}]}""")]
    [InlineData("""{"sensor_id": "{sensor}", "data_batches": [{"data_type": "people_counting", "records": [{"timestamp": "{t}", "end_time": "{t+300}"}]}] x""")]
    public async Task A_malformed_bulk_body_is_a_400_and_nothing_is_stored(string body)
    {
        var shop = await Shop.OpenAsync(silo);

        (await shop.Admin.PostAsync("/api/sensors/bulk-ingest", Reading.Fill(body, shop.SensorId))).Expect(400);

        Assert.Empty(await shop.StoredAsync());
    }

    [Fact]
    public async Task A_byte_sequence_that_is_no_UTF_8_is_a_400()
    {
        var shop = await Shop.OpenAsync(silo);
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes("""{"data_type": "é", "data": []}"""));

        (await shop.Admin.SendAsync(HttpMethod.Post, "/api/sensors/data", content)).Expect(400);
    }

    [Fact]
    public async Task A_gzip_body_is_inflated()
    {
        var shop = await Shop.OpenAsync(silo);
        using var content = Zip(Reading.Data("people_counting", Reading.People(shop.SensorId, Reading.Yesterday(), 1)));

        (await shop.Admin.SendAsync(HttpMethod.Post, "/api/sensors/data", content)).Expect(201);
        Assert.Single(await shop.StoredAsync());
    }

    [Theory]
    [InlineData("/api/sensors/data", 1)]
    [InlineData("/api/sensors/bulk-ingest", 10)]
    public async Task A_body_over_the_limit_is_a_413_counted_inflated_and_one_just_within_it_is_read(string path, int mebibytes)
    {
        var shop = await Shop.OpenAsync(silo);
        var record = Reading.People(shop.SensorId, Reading.Yesterday(), 1);
        var body = path.EndsWith("data", StringComparison.Ordinal) ? Reading.Data("people_counting", record) : Reading.Bulk(shop.SensorId, ("people_counting", [record]));
        var within = body + new string(' ', (mebibytes << 20) - body.Length);
        using var zipped = Zip(within + " ");
        using var good = Zip(within);

        Assert.Equal("payload_too_large", (await shop.Admin.SendAsync(HttpMethod.Post, path, zipped)).Expect(413).Json.GetProperty("code").GetString());
        (await shop.Admin.SendAsync(HttpMethod.Post, path, good)).Expect(201);
        (await shop.Admin.PostAsync(path, within)).Expect(201);
    }

    [Theory]
    [InlineData("/api/sensors/data", 1)]
    [InlineData("/api/sensors/bulk-ingest", 10)]
    public async Task A_body_that_says_it_is_too_large_is_a_413_before_it_is_sent(string path, int mebibytes)
    {
        var shop = await Shop.OpenAsync(silo);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, silo.AddressOf(path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", shop.Admin.Token);
        request.Headers.ExpectContinue = true;
        request.Content = new ByteArrayContent(new byte[(mebibytes << 20) + 1]);

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_hundred_thousand_tiny_records_are_stored_in_bounded_memory_while_others_are_served()
    {
        const int Records = 100_000;
        var shop = await Shop.OpenAsync(silo);
        var other = await Shop.OpenAsync(silo);
        var from = Reading.Yesterday().AddDays(-2);
        var body = Reading.Bulk(shop.SensorId, ("heatmap", [.. Enumerable.Range(0, Records).Select(i => $$"""{"timestamp":"{{from.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ}}","heat_value":1}""")]));
        await shop.PostAsync("heatmap", $$"""{"sensor_id":"{{shop.SensorId}}","timestamp":"{{from.AddSeconds(-1):yyyy-MM-ddTHH:mm:ssZ}}","heat_value":1}""");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var large = shop.Admin.PostAsync("/api/sensors/bulk-ingest", body);
        var posted = 0;
        while (!large.IsCompleted)
        {
            (await other.PostPeopleAsync(Reading.Yesterday().AddMinutes(5 * (posted % 200)), 1)).Expect(201);
            posted++;
        }

        var answer = (await large).Expect(201);
        Assert.Equal(Records, answer.Json.GetProperty("total_inserted").GetInt32());
        Assert.True(posted > 1, "Nobody else was served");
        var perRecord = (GC.GetTotalAllocatedBytes(precise: true) - before) / Records;
        Assert.True(perRecord < 4_000, $"{perRecord} bytes were allocated per record");
    }

    private static ByteArrayContent Zip(string body)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(body));
        }

        var content = new ByteArrayContent(buffer.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
