using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.TestKit;

namespace RetailOrleans.Storage.Tests.Registry;

/// <summary>A registry on a database of its own, with an organization and two stores.</summary>
internal sealed class RegistryDatabase : IAsyncDisposable
{
    private readonly PostgresDatabase _postgres;

    private RegistryDatabase(PostgresDatabase postgres)
    {
        _postgres = postgres;
        Database = NpgsqlDataSource.Create(postgres.ConnectionString);
        Feed = new ChangeFeed(Database, Time, NullLogger<ChangeFeed>.Instance);
        Reader = new RegistryReader(Database);
        Stores = new StoreRegistry(Database, Feed, Time);
        Sensors = new SensorRegistry(Database, Feed, Time);
        Tokens = new TokenRegistry(Database, Feed, Time);
        Organizations = new OrganizationRegistry(Database, Feed);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 7, 15, 12, 0, 0, TimeSpan.Zero));

    public NpgsqlDataSource Database { get; }

    public ChangeFeed Feed { get; }

    public RegistryReader Reader { get; }

    public StoreRegistry Stores { get; }

    public SensorRegistry Sensors { get; }

    public TokenRegistry Tokens { get; }

    public OrganizationRegistry Organizations { get; }

    public TenantScope Scope { get; private set; } = null!;

    public StoreSettings Lisbon { get; private set; } = null!;

    public StoreSettings Tokyo { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RegistryDatabase> CreateAsync()
    {
        var registry = new RegistryDatabase(await PostgresDatabase.CreateAsync(cancellationToken: Cancellation));
        var (organization, _) = await registry.Organizations.CreateAsync("Tenant", Cancellation);
        registry.Scope = new TenantScope(organization.Id);
        registry.Lisbon = await registry.Stores.CreateAsync(organization.Id, Store("Lisbon", "Europe/Lisbon"), Cancellation);
        registry.Tokyo = await registry.Stores.CreateAsync(organization.Id, Store("Tokyo", "Asia/Tokyo"), Cancellation);
        return registry;
    }

    public static StoreDraft Store(string name, string timeZone) => new(name, null, null, timeZone, null, "{}", TimeOnly.MinValue, true);

    public static SensorDraft Sensor(Guid storeId, string name, string config = "{}")
    {
        var errors = new ValidationErrors();
        var (read, _) = SensorConfigJson.Read(JsonDocument.Parse(config).RootElement, errors);
        errors.ThrowIfAny();
        return new SensorDraft(storeId, name, "10.0.0.1", Math.Abs(name.GetHashCode(StringComparison.Ordinal) % 60_000) + 1, "t", null, null, read, null, true);
    }

    public static SensorDraft Again(SensorSettings sensor) => new(
        sensor.StoreId, sensor.Name, sensor.Address, sensor.Port, sensor.Type, sensor.Location, sensor.TimeZone, sensor.Config, sensor.ProtectedSecret, sensor.IsActive);

    internal BootstrapTokens Bootstrap(string directory) => new(
        Database, Feed, Organizations, new SecretProtector(new EphemeralDataProtectionProvider()),
        Options.Create(new BootstrapOptions { TokenDirectory = directory }), NullLogger<BootstrapTokens>.Instance);

    public async Task<long> CountAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancellation), CultureInfo.InvariantCulture);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>An hour that counted one person in.</summary>
    public async Task AddReadingAsync(int sensorKey, DateTimeOffset at)
    {
        await using var ensure = Database.CreateCommand("select ensure_reading_partitions($1, $1)");
        ensure.Parameters.Add(new NpgsqlParameter { Value = at });
        await ensure.ExecuteNonQueryAsync(Cancellation);
        await using var insert = Database.CreateCommand(
            "insert into people_readings (sensor_key, start_at, duration_s, received_after_s, line1_in) values ($1, $2, 3600, 3600, 1)");
        insert.Parameters.Add(new NpgsqlParameter { Value = sensorKey });
        insert.Parameters.Add(new NpgsqlParameter { Value = at });
        await insert.ExecuteNonQueryAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        Feed.Dispose();
        await Database.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
