using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Orleans.TestingHost;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Storage;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Registry;
using RetailOrleans.TestKit;

namespace RetailOrleans.Grains.Tests.Fixture;

/// <summary>Two silos on a real PostgreSQL, whose clock goes on only when a test says so. Tests of the collection run one after another.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private PostgresDatabase? _postgres;
    private NpgsqlDataSource? _database;
    private InProcessTestCluster? _cluster;
    private Tenant? _tenant;
    private int _recordMessages;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 7, 15, 10, 0, 0, TimeSpan.Zero));

    public NpgsqlDataSource Database => _database!;

    public InProcessTestCluster Cluster => _cluster!;

    internal Tenant Tenant => _tenant!;

    internal FakeConnector Devices { get; } = new();

    /// <summary>Messages so far that brought readings to a sensor.</summary>
    public int RecordMessages => Volatile.Read(ref _recordMessages);

    public DateTimeOffset Now => Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresDatabase.CreateAsync();
        _database = NpgsqlDataSource.Create(_postgres.ConnectionString);
        _tenant = await Tenant.CreateAsync(_database, Time);
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseInMemoryReminderService();
            silo.AddIncomingGrainCallFilter(call =>
            {
                if (call.InterfaceMethod.Name == nameof(ISensorGrain.RecordAsync))
                {
                    Interlocked.Increment(ref _recordMessages);
                }

                return call.Invoke();
            });
            silo.Services.AddStorage(_postgres.ConnectionString).AddGrainServices();
            silo.Services.AddSingleton<ChangeFeed>().AddHostedService(provider => provider.GetRequiredService<ChangeFeed>()).AddAlertStorage();
            silo.Services.AddSingleton<RegistryReader>().AddSingleton<CollectionLedger>().AddSingleton<SensorEvents>().AddSingleton<SecretProtector>().AddSingleton<ConnectorCatalog>();
            silo.Services.AddSingleton<IDeviceConnector>(Devices);
            silo.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
            silo.Services.AddSingleton<TimeProvider>(Time);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _tenant?.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    public ISensorGrain Sensor(SensorSettings sensor) => Cluster.Client.GetGrain<ISensorGrain>(sensor.SensorId);

    public IStoreGrain Store(StoreSettings store) => Cluster.Client.GetGrain<IStoreGrain>(store.StoreId);

    /// <summary>Stores 5 minutes of line crossings that began some minutes before now.</summary>
    public Task<RecordOutcome> RecordAsync(SensorSettings sensor, int minutesAgo, params int[] counts) => Sensor(sensor).RecordAsync(
        ReadingBatch.Empty with { People = [new PeopleReading(Now.AddMinutes(-minutesAgo), Now.AddMinutes(5 - minutesAgo), [.. counts])], AllOrNothing = true }).AsTask();

    /// <summary>Waits for a store's live state to be as wanted.</summary>
    public async Task<StoreLive> StoreIsAsync(StoreSettings store, Func<StoreLive, bool> isWanted) =>
        (await Eventually.AnswersAsync(() => Store(store).GetLiveAsync(), live => isWanted(live!), TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken)).Answer!;

    /// <summary>Lets time go on until it is about half past, by day: what a test counts is of one hour and one day.</summary>
    public void BeginByDay()
    {
        var now = Now.UtcDateTime;
        var half = new DateTimeOffset(now.Date.AddHours(now.Hour).AddMinutes(30), TimeSpan.Zero);
        half = half < Now.AddMinutes(-5) ? half.AddHours(1) : half;
        half = half.Hour is < 10 or > 18 ? new DateTimeOffset(half.UtcDateTime.Date.AddDays(half.Hour > 18 ? 1 : 0).AddHours(12.5), TimeSpan.Zero) : half;
        if (half > Now)
        {
            AdvanceTo(half);
        }
    }

    public void AdvanceTo(DateTimeOffset instant) => Time.Advance(instant - Now);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

[CollectionDefinition(Name)]
public sealed class OneCluster : ICollectionFixture<ClusterFixture>
{
    public const string Name = "Two silos";
}
