using System.Collections.Immutable;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Orleans.TestingHost;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Simulator;
using RetailOrleans.Simulator.Control;
using RetailOrleans.Simulator.Fleet;
using RetailOrleans.Storage;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Registry;
using RetailOrleans.TestKit;

namespace RetailOrleans.Grains.Tests.Field;

/// <summary>
/// A silo that polls pretend cameras over real HTTP by the real connector into a real database; silo and cameras share a clock that goes
/// on only when a test says so.
/// </summary>
internal sealed class PretendField : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(30);

    private readonly PostgresDatabase _postgres;
    private readonly ServiceProvider _connectors;
    private readonly InFlight _inFlight;
    private readonly InProcessTestCluster _cluster;
    private readonly ChangeFeed _feed;
    private readonly List<(SensorSettings Sensor, PretendCamera Camera, PretendStore Store)> _sensors = [];

    private PretendField(
        PostgresDatabase postgres, FakeTimeProvider time, PretendFleet fleet, SimulatorHost cameras, ServiceProvider connectors, InFlight inFlight, InProcessTestCluster cluster)
    {
        (_postgres, Time, Fleet, Cameras, _connectors, _inFlight, _cluster) = (postgres, time, fleet, cameras, connectors, inFlight, cluster);
        Database = NpgsqlDataSource.Create(postgres.ConnectionString);
        _feed = new ChangeFeed(Database, time, NullLogger<ChangeFeed>.Instance);
    }

    public FakeTimeProvider Time { get; }

    public PretendFleet Fleet { get; }

    public SimulatorHost Cameras { get; }

    public NpgsqlDataSource Database { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The field at an instant: Lisbon, New York and Mumbai, one camera with two doors in each.</summary>
    public static async Task<PretendField> CreateAsync(DateTimeOffset start)
    {
        var time = new FakeTimeProvider(start);
        var postgres = await PostgresDatabase.CreateAsync(cancellationToken: Cancellation);
        var fleet = PretendFleet.Create(7, 3, 1);
        var cameras = await SimulatorHost.StartAsync(fleet, 0, 0, time, Cancellation);
        var connectors = new ServiceCollection().AddSingleton<TimeProvider>(time).AddConnectors().BuildServiceProvider();
        var catalog = connectors.GetRequiredService<ConnectorCatalog>();
        Assert.True(catalog.TryGet("milesight_people_counter", out var milesight));
        var inFlight = new InFlight(milesight);
        var protection = new EphemeralDataProtectionProvider();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseInMemoryReminderService();
            silo.Services.AddStorage(postgres.ConnectionString).AddGrainServices();
            silo.Services.AddSingleton<ChangeFeed>().AddHostedService(provider => provider.GetRequiredService<ChangeFeed>()).AddAlertStorage();
            silo.Services.AddSingleton<RegistryReader>().AddSingleton<CollectionLedger>().AddSingleton<SensorEvents>().AddSingleton<ConnectorCatalog>();
            silo.Services.AddSingleton(new SecretProtector(protection)).AddSingleton<IDeviceConnector>(inFlight);
            silo.Services.AddSingleton<TimeProvider>(time);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        var field = new PretendField(postgres, time, fleet, cameras, connectors, inFlight, cluster);
        await field.RegisterAsync(new SecretProtector(protection));
        return field;
    }

    /// <summary>Lets time go on, half a polling interval at a time, and the silo at each do what it has to.</summary>
    public async Task LiveUntilAsync(DateTimeOffset instant)
    {
        while (Time.GetUtcNow() < instant)
        {
            Time.Advance(Interval / 2);
            await SettleAsync();
        }
    }

    /// <summary>Lets time go on in small steps until something holds.</summary>
    public Task LiveUntilAsync(Func<Task<bool>> holds) => Eventually.AnswersAsync(
        async () =>
        {
            Time.Advance(TimeSpan.FromSeconds(15));
            await SettleAsync();
            return await holds();
        },
        done => done, TimeSpan.FromSeconds(60), Cancellation);

    /// <summary>What is stored of a store's camera for a local date, hour by hour: (start, line 1 in, line 1 out, line 2 in, line 2 out).</summary>
    public async Task<IReadOnlyList<(DateTimeOffset Start, int In1, int Out1, int In2, int Out2)>> StoredAsync(int store, DateOnly date)
    {
        var day = Fleet.Stores[store].Calendar.Day(date);
        await using var command = Database.CreateCommand(
            """
            select start_at, coalesce(line1_in, 0), coalesce(line1_out, 0), coalesce(line2_in, 0), coalesce(line2_out, 0) from people_readings
            where sensor_key = $1 and start_at >= $2 and start_at < $3 order by start_at
            """);
        command.Parameters.Add(new() { Value = _sensors[store].Sensor.SensorKey });
        command.Parameters.Add(new() { Value = day.Start.UtcDateTime });
        command.Parameters.Add(new() { Value = day.End.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<(DateTimeOffset, int, int, int, int)>();
        while (await reader.ReadAsync(Cancellation))
        {
            rows.Add((reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4)));
        }

        return rows;
    }

    /// <summary>What happened really, in the same form.</summary>
    public IReadOnlyList<(DateTimeOffset Start, int In1, int Out1, int In2, int Out2)> Truth(int store, DateOnly date)
    {
        var lines = TruthReport.At(Fleet, date, Time.GetUtcNow()).Stores[store].Cameras[0].Lines;
        var (one, two) = (lines.Single(line => line.Line == 1).Hours, lines.Single(line => line.Line == 2).Hours);
        return [.. one.Zip(two, (first, second) => (first.HourStart, first.In, first.Out, second.In, second.Out))];
    }

    public async Task<string> OwedAsync(int store)
    {
        await using var command = Database.CreateCommand("select owed::text from sensors where id = $1");
        command.Parameters.Add(new() { Value = _sensors[store].Sensor.SensorId });
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await Cameras.DisposeAsync();
        await _connectors.DisposeAsync();
        _feed.Dispose();
        await Database.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    /// <summary>A timer that fired has become a poll after a few turns of its grain; then the poll is waited for.</summary>
    private async Task SettleAsync()
    {
        for (var turn = 0; turn < 3; turn++)
        {
            foreach (var (sensor, _, _) in _sensors)
            {
                await _cluster.Client.GetGrain<ISensorGrain>(sensor.SensorId).GetLiveAsync(Cancellation);
            }

            await Eventually.HoldsAsync(() => _inFlight.Polls == 0, Cancellation);
        }
    }

    private async Task RegisterAsync(SecretProtector protector)
    {
        var (organization, _) = await new OrganizationRegistry(Database, _feed).CreateAsync("Field", Cancellation);
        var stores = new StoreRegistry(Database, _feed, Time);
        var sensors = new SensorRegistry(Database, _feed, Time);
        foreach (var place in Fleet.Stores)
        {
            var store = await stores.CreateAsync(
                organization.Id, new StoreDraft(place.Name, place.Code, null, place.Calendar.ZoneId, null, "{}", TimeOnly.MinValue, true), Cancellation);
            var camera = place.Cameras[0];
            var auth = camera.Authentication == CameraAuthentication.Basic ? "basic" : "digest";
            var config = SensorConfig.Default with
            {
                Connection = new ConnectionConfig(AuthType: auth, Username: PretendCamera.User),
                Collection = new CollectionConfig(
                    IntervalSeconds: (int)Interval.TotalSeconds, Endpoints: ImmutableSortedDictionary<string, string>.Empty.Add("heatmap.enabled", "false")),
                DataMapping = new DataMappingConfig(SupportsRegionalCounting: false, SupportsRealTimeStatus: false),
            };
            var sensor = await sensors.CreateAsync(
                new TenantScope(organization.Id),
                new SensorDraft(
                    store.StoreId, camera.Name, camera.Address.ToString(), Cameras.CameraPort, "milesight_people_counter", null, null, config,
                    protector.Protect(camera.Password), true),
                Cancellation);
            _sensors.Add((sensor, camera, place));
            await _cluster.Client.GetGrain<ISensorGrain>(sensor.SensorId).WakeAsync(Cancellation);
        }
    }

    /// <summary>The real connector, and how many polls it has under way.</summary>
    private sealed class InFlight(IDeviceConnector connector) : IDeviceConnector
    {
        private int _polls;

        public int Polls => Volatile.Read(ref _polls);

        public string SensorType => connector.SensorType;

        public async Task<DeviceAnswer> CollectAsync(Device device, CollectionWindow window, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _polls);
            try
            {
                return await connector.CollectAsync(device, window, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _polls);
            }
        }
    }
}
