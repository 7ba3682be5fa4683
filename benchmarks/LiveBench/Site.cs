using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using RetailOrleans.TestKit;

namespace RetailOrleans.LiveBench;

/// <summary>A database, the silos on it, and stores whose sensors are posted for.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retail-live-bench-");
    private readonly string _clusterId = $"bench-{Guid.NewGuid():N}";
    private readonly PostgresDatabase _database;
    private readonly List<SiloProcess> _silos = [];

    private Site(PostgresDatabase database)
    {
        _database = database;
    }

    public string Token { get; private set; } = "";

    public IReadOnlyList<SiloProcess> Silos => _silos;

    /// <summary>A zone in which it is about noon: half a day of readings fits before now.</summary>
    private static string NoonZone
    {
        get
        {
            var ahead = 12 - TimeProvider.System.GetUtcNow().Hour;

            // These names have their signs the other way round.
            return string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{(ahead > 0 ? "-" : "+")}{Math.Abs(ahead)}");
        }
    }

    public static async Task<Site> StartAsync(int silos)
    {
        var site = new Site(await PostgresDatabase.CreateAsync());
        for (var i = 0; i < silos; i++)
        {
            site._silos.Add(await SiloProcess.StartAsync(site._database.ConnectionString, site._clusterId, site._folder.FullName));
        }

        site.Token = (await File.ReadAllTextAsync(Path.Combine(site._folder.FullName, "admin.token"))).Trim();
        return site;
    }

    public async Task<Shop[]> OpenShopsAsync(int stores, int sensorsPerStore)
    {
        var shops = new Shop[stores];
        for (var i = 0; i < stores; i++)
        {
            var storeId = IdOf(await CreateAsync("/api/stores", new { name = $"Store {i}", timezone = NoonZone }), "store");
            var sensors = new Guid[sensorsPerStore];
            for (var n = 0; n < sensorsPerStore; n++)
            {
                sensors[n] = IdOf(
                    await CreateAsync("/api/sensors", new
                    {
                        sensor_name = $"Sensor {i}-{n}", sensor_ip = "127.1.0.1", sensor_port = 80 + n, store_id = storeId,
                        config = new { collection = new { mode = "push" }, lines = new { line1 = new { name = "Door", type = "entrance" } } },
                    }),
                    "sensor");
            }

            shops[i] = new Shop(storeId, sensors);
        }

        return shops;
    }

    /// <summary>Posts ten seconds in which one person came in. Returns the status; 0 when no answer came.</summary>
    public async Task<int> PostAsync(SiloProcess silo, Guid sensorId, DateTimeOffset start, int entries = 1, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sensors/data");
        request.Headers.Authorization = new("Bearer", Token);
        request.Content = JsonContent.Create(new
        {
            data_type = "people_counting", data = new { sensor_id = sensorId, timestamp = start, end_time = start.AddSeconds(10), line1_in = entries },
        });
        try
        {
            using var answer = await silo.Http.SendAsync(request, cancellationToken);
            return (int)answer.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    public async Task<JsonElement> LiveAsync(SiloProcess silo, Guid storeId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/stores/{storeId}/live");
        request.Headers.Authorization = new("Bearer", Token);
        using var answer = await silo.Http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<HubConnection> ConnectAsync(SiloProcess silo)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(silo.Url, "/hubs/live"), options =>
            {
                options.AccessTokenProvider = () => Task.FromResult<string?>(Token);
                options.SkipNegotiation = true;
                options.Transports = HttpTransportType.WebSockets;
            })
            .Build();
        await hub.StartAsync();
        return hub;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<JsonElement> CreateAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", Token);
        using var answer = await _silos[0].Http.SendAsync(request);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    private static Guid IdOf(JsonElement answer, string name) => answer.GetProperty(name).GetProperty("id").GetGuid();
}

/// <summary>A store and its sensors.</summary>
internal sealed record Shop(Guid StoreId, Guid[] Sensors);
