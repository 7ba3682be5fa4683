using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.TestKit;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Sensors;

public sealed class HeatmapTests(SiloFixture silo)
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_polled_camera_s_picture_can_be_seen()
    {
        await using var camera = new RawDevice(Camera.Answer);
        var admin = await silo.FoundOrganizationAsync();

        // Polls rarer than once an hour ask for the picture each time.
        var config = string.Create(CultureInfo.InvariantCulture, $$$"""{"collection": {"interval_seconds": 86400}}""");
        var sensor = await admin.CreateSensorAsync(await admin.CreateStoreAsync(timezone: "UTC"), ip: "127.0.0.1", port: camera.Port, config: config);
        var path = $"/api/sensors/{sensor.GetProperty("id").GetGuid()}/heatmap";

        var (answer, _) = await Eventually.AnswersAsync(
            () => admin.GetAsync(path), answer => answer.Status == 200, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal((4, 3, 90), (answer.Json.GetProperty("map_w").GetInt32(), answer.Json.GetProperty("map_h").GetInt32(), answer.Json.GetProperty("max").GetInt32()));
        Assert.Equal("""[{"x":1,"y":0,"value":90},{"x":3,"y":2,"value":10}]""", JsonSerializer.Serialize(answer.Json.GetProperty("data")));
        Assert.EndsWith("T00:00:00Z", answer.Json.GetProperty("start").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_picture_that_began_by_then_is_answered_and_a_later_reading_replaces_it()
    {
        var (admin, id, key) = await SensorAsync();
        var pictures = silo.Services.GetRequiredService<SpaceHeatmaps>();
        await pictures.SaveAsync(key, Picture(Day, 5), Day.AddHours(10), TestContext.Current.CancellationToken);
        await pictures.SaveAsync(key, Picture(Day, 9), Day.AddHours(11), TestContext.Current.CancellationToken);
        await pictures.SaveAsync(key, Picture(Day, 1), Day.AddHours(9), TestContext.Current.CancellationToken);
        await pictures.SaveAsync(key, Picture(Day.AddDays(1), 7), Day.AddHours(30), TestContext.Current.CancellationToken);

        Assert.Equal(7, await MaxAsync(""));
        Assert.Equal(9, await MaxAsync("?at=2026-03-01T23:59:00Z"));
        (await admin.GetAsync($"/api/sensors/{id}/heatmap?at=2026-02-28T23:59:00Z")).Expect(404);
        Assert.Contains("offset", (await admin.GetAsync($"/api/sensors/{id}/heatmap?at=2026-03-01")).Expect(400).ErrorOf("at"), StringComparison.Ordinal);
        (await (await silo.FoundOrganizationAsync()).GetAsync($"/api/sensors/{id}/heatmap")).Expect(404);
        (await (await admin.WithRoleAsync("viewer")).GetAsync($"/api/sensors/{id}/heatmap")).Expect(200);

        async Task<int> MaxAsync(string query) => (await admin.GetAsync($"/api/sensors/{id}/heatmap{query}")).Expect(200).Json.GetProperty("max").GetInt32();
    }

    [Fact]
    public async Task It_is_a_png_for_who_accepts_one()
    {
        var (admin, id, key) = await SensorAsync();
        await silo.Services.GetRequiredService<SpaceHeatmaps>().SaveAsync(key, Picture(Day, 5), Day, TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(silo.Url), $"/api/sensors/{id}/heatmap"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", admin.Token);
        request.Headers.Accept.ParseAdd("image/png");

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        var png = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
    }

    [Fact]
    public async Task A_store_s_pictures_are_summed_up_over_days_and_have_one_scale()
    {
        var (admin, id, key) = await SensorAsync();
        var store = (await admin.GetAsync($"/api/sensors/{id}")).Json.GetProperty("sensor").GetProperty("store_id").GetGuid();
        var quiet = (await admin.CreateSensorAsync(store, "Quiet", "127.1.0.2")).GetProperty("id").GetGuid();
        var quietKey = (await silo.Services.GetRequiredService<RegistryReader>().FindSensorAsync(quiet, TestContext.Current.CancellationToken))!.SensorKey;
        var pictures = silo.Services.GetRequiredService<SpaceHeatmaps>();
        foreach (var (sensor, day, max) in new[] { (key, 0, 5), (key, 1, 7), (key, 5, 100), (quietKey, 1, 3) })
        {
            await pictures.SaveAsync(sensor, Picture(Day.AddDays(day), max), Day.AddDays(day), TestContext.Current.CancellationToken);
        }

        // A camera whose picture has another size now: only that size counts.
        await pictures.SaveAsync(key, new SpaceHeatmap(Day.AddDays(-1), Day, 1, 1, [1000]), Day, TestContext.Current.CancellationToken);

        var answer = (await admin.GetAsync($"/api/stores/{store}/heatmap?start=2026-02-28T00:00:00Z&end=2026-03-03T00:00:00Z")).Expect(200).Json;
        Assert.Equal(12, answer.GetProperty("max").GetInt32());
        var sensors = answer.GetProperty("sensors").EnumerateArray().ToDictionary(sensor => sensor.GetProperty("sensor_id").GetGuid());
        Assert.Equal((12, 3), (sensors[id].GetProperty("max").GetInt32(), sensors[id].GetProperty("map_w").GetInt32()));
        Assert.Equal("2026-03-01T00:00:00Z", sensors[id].GetProperty("start").GetString());
        Assert.Equal(3, sensors[quiet].GetProperty("max").GetInt32());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], sensors[quiet].GetProperty("picture").GetBytesFromBase64()[..4]);
        // Three of twelve is half way up the scale of roots; by itself it would be at its end.
        Assert.NotEqual(sensors[id].GetProperty("picture").GetBytesFromBase64(), sensors[quiet].GetProperty("picture").GetBytesFromBase64());

        Assert.Empty((await admin.GetAsync($"/api/stores/{store}/heatmap")).Expect(200).Json.GetProperty("sensors").EnumerateArray());
        (await admin.GetAsync($"/api/stores/{store}/heatmap?start=2026-01-01T00:00:00Z&end=2026-03-03T00:00:00Z")).Expect(400).ErrorOf("end");
        (await admin.GetAsync($"/api/stores/{store}/heatmap?start=yesterday")).Expect(400).ErrorOf("start");
    }

    [Fact]
    public async Task Pictures_past_their_retention_go()
    {
        var (admin, id, key) = await SensorAsync();
        var pictures = silo.Services.GetRequiredService<SpaceHeatmaps>();
        await pictures.SaveAsync(key, Picture(Day.AddYears(-20), 5), Day, TestContext.Current.CancellationToken);
        await pictures.SaveAsync(key, Picture(Day, 6), Day, TestContext.Current.CancellationToken);

        Assert.Equal(1, await pictures.DeleteBeforeAsync(Day.AddYears(-19), TestContext.Current.CancellationToken));
        (await admin.GetAsync($"/api/sensors/{id}/heatmap?at=2010-01-01T00:00:00Z")).Expect(404);
        (await admin.GetAsync($"/api/sensors/{id}/heatmap")).Expect(200);
    }

    private static SpaceHeatmap Picture(DateTimeOffset start, int max) => new(start, start.AddDays(1), 3, 2, [0, 1, 0, 0, max, 0]);

    private async Task<(TestApi Admin, Guid Id, int Key)> SensorAsync()
    {
        var admin = await silo.FoundOrganizationAsync();
        var id = (await admin.CreateSensorAsync(await admin.CreateStoreAsync())).GetProperty("id").GetGuid();
        var sensor = await silo.Services.GetRequiredService<RegistryReader>().FindSensorAsync(id, TestContext.Current.CancellationToken);
        return (admin, id, sensor!.SensorKey);
    }
}
