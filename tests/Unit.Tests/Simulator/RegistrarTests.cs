using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RetailOrleans.Calendar;
using RetailOrleans.Simulator.Fleet;
using RetailOrleans.Simulator.Registration;

namespace RetailOrleans.Unit.Tests.Simulator;

public sealed class RegistrarTests : IDisposable
{
    private readonly string _tokenFile = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.token");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_fleet_is_registered_once_and_follows_a_new_port()
    {
        await using var platform = await PretendPlatform.StartAsync(0, TestContext.Current.CancellationToken);
        var fleet = PretendFleet.Create(7, 3, 4);
        await File.WriteAllTextAsync(_tokenFile, "the-token\n", TestContext.Current.CancellationToken);
        Assert.True(await RegisterAsync(platform, fleet, 4001));
        Assert.Equal(["DEMO-001", "DEMO-002", "DEMO-003"], platform.Stores.Select(store => (string?)store["code"]));
        Assert.Equal(12, platform.Sensors.Count);

        platform.Writes.Clear();
        Assert.True(await RegisterAsync(platform, fleet, 4001));
        Assert.Empty(platform.Writes);

        Assert.True(await RegisterAsync(platform, fleet, 4002));
        Assert.All(platform.Writes, write => Assert.StartsWith("PATCH /api/sensors/", write));
        Assert.All(platform.Sensors, sensor => Assert.Equal(4002, (int?)sensor["sensor_port"]));
        Assert.Equal(12, platform.Writes.Count);
    }

    [Fact]
    public async Task What_is_sent_is_what_the_contract_asks_for()
    {
        await using var platform = await PretendPlatform.StartAsync(0, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_tokenFile, "the-token", TestContext.Current.CancellationToken);
        _ = await RegisterAsync(platform, PretendFleet.Create(7, 1, 4), 4001);
        var store = platform.Stores.Single();
        Assert.Equal("Demo · Lisboa Baixa", (string?)store["name"]);
        Assert.Equal("Europe/Lisbon", (string?)store["timezone"]);
        Assert.True(OperatingHours.TryParse(store["operating_hours"].Deserialize<JsonElement>(), out _, out _));
        var sensor = platform.Sensors[3];
        Assert.Equal(["sensor_name", "sensor_ip", "sensor_port", "sensor_type", "store_id", "location", "config", "id"], sensor.Select(property => property.Key));
        Assert.Equal("""{"line1":{"name":"Car park door","type":"entrance","invert":true}}""", sensor["config"]!["lines"]!.ToJsonString());
        Assert.Equal("digest", (string?)sensor["config"]!["connection"]!["auth"]!["type"]);
        Assert.Equal("""{"mode":"poll","interval_seconds":10,"backfill_hours":48}""", sensor["config"]!["collection"]!.ToJsonString());
    }

    [Fact]
    public async Task It_waits_for_an_api_that_is_still_starting()
    {
        await using var platform = await PretendPlatform.StartAsync(3, TestContext.Current.CancellationToken);
        var registering = RegisterAsync(platform, PretendFleet.Create(7, 1, 1), 4001);
        // First there is no token file, then three times 503.
        await File.WriteAllTextAsync(_tokenFile, "the-token", TestContext.Current.CancellationToken);
        while (!registering.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(await registering);
        Assert.Single(platform.Sensors);
    }

    public void Dispose() => File.Delete(_tokenFile);

    private async Task<bool> RegisterAsync(PretendPlatform platform, PretendFleet fleet, int port)
    {
        using var http = new HttpClient { BaseAddress = platform.Url };
        var api = new PlatformApi(http, _tokenFile, _time, NullLogger<PlatformApi>.Instance);
        return await new Registrar(api, fleet, port, 10, false, NullLogger<Registrar>.Instance).RegisterAsync(TestContext.Current.CancellationToken);
    }
}
