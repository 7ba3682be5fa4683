using System.Net.Http.Headers;
using System.Text;
using RetailOrleans.TestKit;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Devices;

public sealed class DevicePushTests(SiloFixture silo)
{
    private const string Path = "/api/devices/milesight";

    [Theory]
    [InlineData("bearer")]
    [InlineData("basic")]
    [InlineData("key")]
    public async Task A_device_with_an_ingest_token_sends_for_its_own_sensor_however_it_can_show_the_token(string how)
    {
        var shop = await Shop.OpenAsync(silo);
        var token = (await IngestAsync(shop)).Token!;

        // The content type says something else on purpose.
        var answer = await SendAsync(how, token, Path, Periodic(3, 1), "text/html");
        Assert.True(answer.Status == 201, answer.Text);
        Assert.Equal(1, answer.Json.GetProperty("inserted").GetInt32());
        Assert.StartsWith("line_total_data", answer.Json.GetProperty("ignored")[0].GetString(), StringComparison.Ordinal);

        // Sent again, as devices do after an outage: nothing is counted twice.
        Assert.Equal(1, (await SendAsync(how, token, Path, Periodic(3, 1), "application/json")).Json.GetProperty("unchanged").GetInt32());
        var reading = Assert.Single(await shop.StoredAsync());
        Assert.Equal((3, 1), (reading.GetProperty("line1_in").GetInt32(), reading.GetProperty("line1_out").GetInt32()));
    }

    [Fact]
    public async Task The_token_in_password_or_query_opens_nothing_else()
    {
        var shop = await Shop.OpenAsync(silo);
        var token = (await IngestAsync(shop)).Token!;
        var body = Reading.Data("people_counting", [Reading.People(shop.SensorId, Reading.Yesterday(), 1)]);

        Assert.Equal(401, (await SendAsync("basic", token, "/api/sensors/data", body, "application/json")).Status);
        Assert.Equal(401, (await SendAsync("key", token, "/api/sensors/data", body, "application/json")).Status);
        Assert.Equal(401, (await SendAsync("key", "wrong", Path, body, "application/json")).Status);
        Assert.Equal(401, (await SendAsync("basic", "wrong", Path, body, "application/json")).Status);
        Assert.Equal(401, (await silo.Api(null).GetAsync(Path)).Status);
        Assert.Empty(await shop.StoredAsync());
    }

    [Fact]
    public async Task Without_a_token_of_one_sensor_the_serial_number_or_the_id_tells_which_it_is()
    {
        var shop = await Shop.OpenAsync(silo);
        var clerk = await shop.Admin.WithRoleAsync("store_staff");
        (await clerk.PostAsync(Path, Periodic(3, 1))).Expect(404);
        (await clerk.PostAsync(Path, "{}")).Expect(400);
        (await shop.Admin.PatchAsync($"/api/sensors/{shop.SensorId}", """{"config": {"collection": {"endpoints": {"push.serial": "sn-0001"}}}}""")).Expect(200);

        (await clerk.PostAsync(Path, Periodic(3, 1))).Expect(201);
        (await clerk.PostAsync($"{Path}?sensor_id={shop.SensorId}", "{}")).Expect(200);

        // Another organization has no such device, and its tokens do not find ours.
        var stranger = await Shop.OpenAsync(silo);
        (await stranger.Admin.PostAsync(Path, Periodic(9, 9))).Expect(404);
        (await stranger.Admin.PostAsync($"{Path}?sensor_id={shop.SensorId}", "{}")).Expect(404);
        Assert.Single(await shop.StoredAsync());
    }

    [Fact]
    public async Task A_notification_by_get_raises_the_device_s_alarm_and_the_device_was_heard_of()
    {
        var shop = await Shop.OpenAsync(silo);
        var device = await IngestAsync(shop);

        (await device.GetAsync($"{Path}?counter_alarm_status=1&current_counter_alarm=4")).Expect(201);

        Assert.Equal(4, Assert.Single(await shop.StoredAsync("vca_alarm")).GetProperty("counter_alarm_status").GetInt32());

        // The store hears of its sensors a moment later.
        await Eventually.AnswersAsync(
            async () => (await shop.Admin.GetAsync($"/api/sensors/status?sensor_id={shop.SensorId}")).Expect(200).Json
                .GetProperty("sensors")[0].GetProperty("sensor").GetProperty("health").GetString(),
            health => health == "healthy", TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_breaks_the_rules_of_readings_is_refused_in_words()
    {
        var shop = await Shop.OpenAsync(silo);
        var device = await IngestAsync(shop);

        var future = Periodic(3, 1, TimeProvider.System.GetUtcNow().AddHours(2));
        Assert.Contains("in the future", (await device.PostAsync(Path, future)).Expect(400).Text, StringComparison.Ordinal);
        Assert.Contains("no complete JSON", (await device.PostAsync(Path, "{\"line_periodic_data\": [")).Expect(400).Text, StringComparison.Ordinal);
        (await device.PostAsync(Path, new string('x', (1 << 20) + 1))).Expect(413);
        (await device.PostAsync("/api/devices/abacus", "{}")).Expect(404);
        (await (await shop.Admin.WithRoleAsync("viewer")).PostAsync(Path, "{}")).Expect(403);
        Assert.Empty(await shop.StoredAsync());
    }

    private static Task<TestApi> IngestAsync(Shop shop) => shop.Admin.WithTokenAsync($$"""{"name": "device", "sensor_id": "{{shop.SensorId}}"}""");

    private static string Periodic(int entered, int left, DateTimeOffset? at = null)
    {
        var start = at ?? Reading.Yesterday();
        return $$$$"""
            {"device_info": {"device_sn": "SN-0001"}, "line_periodic_data": [{"line": 1, "total": {"in": {{{{entered}}}}, "out": {{{{left}}}}}}],
             "line_total_data": [{"line": 1, "total": {"in_counted": 900, "out_counted": 800}}],
             "time_info": {"start_time": "{{{{start:yyyy-MM-ddTHH:mm:ss}}}}+00:00", "end_time": "{{{{start.AddMinutes(1):yyyy-MM-ddTHH:mm:ss}}}}+00:00"}}
            """;
    }

    private async Task<Answer> SendAsync(string how, string token, string path, string body, string contentType)
    {
        using var http = new HttpClient { BaseAddress = new Uri(silo.Url) };
        using var request = new HttpRequestMessage(HttpMethod.Post, how == "key" ? $"{path}?key={token}" : path);
        request.Content = new StringContent(body, Encoding.UTF8, contentType);
        request.Headers.Authorization = how switch
        {
            "bearer" => new AuthenticationHeaderValue("Bearer", token),
            "basic" => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"device:{token}"))),
            _ => null,
        };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers, response.Content.Headers);
    }
}
