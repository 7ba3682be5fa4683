using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using RetailOrleans.TestKit;

namespace RetailOrleans.Cluster.Tests.Fixture;

/// <summary>A database, the silos on it, and the token of the tenant that the first of them founded.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retail-cluster-");
    private readonly string _clusterId = $"test-{Guid.NewGuid():N}";
    private readonly PostgresDatabase _postgres;
    private readonly List<SiloProcess> _silos = [];

    private Deployment(PostgresDatabase postgres)
    {
        _postgres = postgres;
        Database = NpgsqlDataSource.Create(postgres.ConnectionString);
    }

    public NpgsqlDataSource Database { get; }

    public string Token { get; private set; } = "";

    /// <summary>For what belongs to no tenant, such as metrics.</summary>
    public string PlatformToken { get; private set; } = "";

    /// <summary>An IANA zone in which it is about noon now: half a day of it is over wherever and whenever the test runs.</summary>
    public static string NoonZone
    {
        get
        {
            var ahead = 12 - TimeProvider.System.GetUtcNow().Hour;

            // These names have their signs the other way round.
            return string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{(ahead > 0 ? "-" : "+")}{Math.Abs(ahead)}");
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Deployment> CreateAsync(PostgresServer? server = null)
    {
        var deployment = new Deployment(await PostgresDatabase.CreateAsync(server: server, cancellationToken: Cancellation));
        await deployment.StartSiloAsync();
        deployment.Token = await File.ReadAllTextAsync(Path.Combine(deployment._folder.FullName, "admin.token"), Cancellation);
        deployment.PlatformToken = await File.ReadAllTextAsync(Path.Combine(deployment._folder.FullName, "platform.token"), Cancellation);
        return deployment;
    }

    public async Task<SiloProcess> StartSiloAsync()
    {
        var silo = await SiloProcess.StartAsync(_postgres.ConnectionString, _clusterId, _folder.FullName, Cancellation);
        _silos.Add(silo);
        return silo;
    }

    /// <summary>Another token of the tenant.</summary>
    public async Task<string> TokenAsync() =>
        (await PostAsync("/api/tokens", new { name = $"Token {Guid.NewGuid():N}", role = "viewer" })).GetProperty("secret").GetString()!;

    public SiloProcess Silo(int index) => _silos[index];

    /// <summary>A store in which it is about noon, with sensors that are never contacted.</summary>
    public async Task<(Guid StoreId, Guid[] Sensors)> AddStoreAsync(int sensors)
    {
        var store = await PostAsync("/api/stores", new { name = $"Store {Guid.NewGuid():N}", timezone = NoonZone, capacity = 100 });
        var storeId = store.GetProperty("store").GetProperty("id").GetGuid();
        var ids = new Guid[sensors];
        for (var i = 0; i < sensors; i++)
        {
            var sensor = await PostAsync("/api/sensors", new
            {
                sensor_name = $"Sensor {Guid.NewGuid():N}", sensor_ip = "127.1.0.1", sensor_port = 80 + i, store_id = storeId,
                config = new { collection = new { mode = "push" } },
            });
            ids[i] = sensor.GetProperty("sensor").GetProperty("id").GetGuid();
        }

        return (storeId, ids);
    }

    /// <summary>Posts one reading through a silo. Returns the status; 0 when no answer came.</summary>
    public async Task<int> TryPostAsync(SiloProcess silo, SentReading reading)
    {
        try
        {
            using var answer = await SendAsync(silo, HttpMethod.Post, "/api/sensors/data", new
            {
                data_type = "people_counting",
                data = new { sensor_id = reading.SensorId, timestamp = reading.Start, end_time = reading.Start.AddSeconds(10), line1_in = reading.In },
            });
            return (int)answer.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !Cancellation.IsCancellationRequested)
        {
            return 0;
        }
    }

    public async Task<JsonElement> GetAsync(SiloProcess silo, string path)
    {
        using var answer = await SendAsync(silo, HttpMethod.Get, path, null);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new HttpRequestException($"{path}: {(int)answer.StatusCode} {text}");
    }

    public Task<JsonElement> LiveAsync(SiloProcess silo, Guid storeId) => GetAsync(silo, $"/api/stores/{storeId}/live");

    /// <summary>What is stored, by sensor and start.</summary>
    public async Task<Dictionary<(Guid SensorId, DateTimeOffset Start), int>> StoredAsync()
    {
        await using var command = Database.CreateCommand("select s.id, r.start_at, coalesce(r.line1_in, 0) from people_readings r join sensors s on s.key = r.sensor_key");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var stored = new Dictionary<(Guid, DateTimeOffset), int>();
        while (await reader.ReadAsync(Cancellation))
        {
            stored.Add((reader.GetGuid(0), reader.GetDateTime(1)), reader.GetInt32(2));
        }

        return stored;
    }

    /// <summary>How many activations of sensors a silo holds, by its own metrics.</summary>
    public async Task<double> SensorGrainsAsync(SiloProcess silo)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Authorization = new("Bearer", PlatformToken.Trim()) } };
        using var answer = await silo.Http.SendAsync(request, Cancellation);
        var metrics = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancellation);
        return metrics.Split('\n').Where(line => line.StartsWith("orleans_grains", StringComparison.Ordinal) && line.Contains("grain_type=\"sensor\"", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    /// <summary>How many incarnations of silos the cluster has declared dead.</summary>
    public async Task<long> DeadSilosAsync()
    {
        await using var command = Database.CreateCommand("select count(*) from orleans_membership where status = 6");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        await Database.DisposeAsync();
        await _postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await SendAsync(_silos[0], HttpMethod.Post, path, body);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True((int)answer.StatusCode == 201, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<HttpResponseMessage> SendAsync(SiloProcess silo, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", Token);
        return await silo.Http.SendAsync(request, Cancellation);
    }
}

/// <summary>Ten seconds of one sensor.</summary>
internal sealed record SentReading(Guid SensorId, DateTimeOffset Start, int In);
