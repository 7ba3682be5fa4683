using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Tests.Fixture;

/// <summary>An organization, whose stores and sensors a test registers.</summary>
internal sealed class Tenant : IDisposable
{
    private readonly ChangeFeed _feed;
    private readonly StoreRegistry _stores;
    private readonly SensorRegistry _sensors;
    private Guid _organizationId;
    private int _names;

    private Tenant(NpgsqlDataSource database, TimeProvider time)
    {
        _feed = new ChangeFeed(database, time, NullLogger<ChangeFeed>.Instance);
        _stores = new StoreRegistry(database, _feed, time);
        _sensors = new SensorRegistry(database, _feed, time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Tenant> CreateAsync(NpgsqlDataSource database, TimeProvider time)
    {
        var tenant = new Tenant(database, time);
        var (organization, _) = await new OrganizationRegistry(database, tenant._feed).CreateAsync("Tenant", Cancellation);
        tenant._organizationId = organization.Id;
        return tenant;
    }

    public Task<StoreSettings> AddStoreAsync(string zone = "Europe/Lisbon", TimeOnly dayStart = default, int? capacity = null) =>
        _stores.CreateAsync(_organizationId, Draft(zone, dayStart, capacity), Cancellation);

    public Task ChangeStoreAsync(StoreSettings store, int? capacity) => _stores.ChangeAsync(
        new TenantScope(_organizationId), store.StoreId, before => Draft(before.TimeZone, before.DayStart, capacity), Cancellation);

    /// <summary>A sensor that is never contacted, or one that is polled every 5 minutes.</summary>
    public Task<SensorSettings> AddSensorAsync(StoreSettings store, bool isPolled = false, params (string Line, LineConfig Config)[] lines) =>
        AddSensorAsync(store, new CollectionConfig(isPolled ? "poll" : "push"), lines);

    public Task<SensorSettings> AddSensorAsync(StoreSettings store, CollectionConfig collection, params (string Line, LineConfig Config)[] lines)
    {
        var number = Interlocked.Increment(ref _names);
        var config = SensorConfig.Default with { Collection = collection, Lines = Lines(lines) };
        return _sensors.CreateAsync(
            new TenantScope(_organizationId),
            new SensorDraft(
                store.StoreId, string.Create(CultureInfo.InvariantCulture, $"Sensor {number}"), "127.1.0.1", number, FakeConnector.Type, null, null, config, null, true),
            Cancellation);
    }

    public Task ChangeLinesAsync(SensorSettings sensor, params (string Line, LineConfig Config)[] lines) => _sensors.ChangeAsync(
        new TenantScope(_organizationId), sensor.SensorId,
        before => new SensorDraft(
            before.StoreId, before.Name, before.Address, before.Port, before.Type, null, null, before.Config with { Lines = Lines(lines) }, null, true),
        Cancellation);

    public void Dispose() => _feed.Dispose();

    private static ImmutableSortedDictionary<string, LineConfig> Lines((string Line, LineConfig Config)[] lines) =>
        lines.ToImmutableSortedDictionary(line => line.Line, line => line.Config, StringComparer.Ordinal);

    private StoreDraft Draft(string zone, TimeOnly dayStart, int? capacity) => new(
        string.Create(CultureInfo.InvariantCulture, $"Store {Interlocked.Increment(ref _names)}"), null, null, zone, capacity, "{}", dayStart, true);
}
