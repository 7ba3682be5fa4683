using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Rollups;
using RetailOrleans.Grains.Tests.Fixture;
using RetailOrleans.Storage.Baselines;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.TestKit;

namespace RetailOrleans.Grains.Tests.Rollups;

/// <summary>A database with a writer and what pays its debts, without a cluster.</summary>
public sealed class RollupDatabase : IAsyncLifetime
{
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private PostgresDatabase? _postgres;
    private NpgsqlDataSource? _database;
    private ReadingWriter? _writer;
    private RollupDebts? _debts;
    private Tenant? _tenant;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public ReadingWriter Writer => _writer!;

    internal Tenant Tenant => _tenant!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresDatabase.CreateAsync();
        _database = NpgsqlDataSource.Create(_postgres.ConnectionString);
        _writer = new ReadingWriter(
            _database, Options.Create(new WriterOptions()), WriterIdentity.None, Time, _meters.GetRequiredService<IMeterFactory>(),
            NullLogger<ReadingWriter>.Instance);
        await _writer.StartAsync(CancellationToken.None);
        var rollups = new RollupStore(_database);
        var maker = new StoreDayMaker(rollups, new CarryQueries(_database), new ReadingQueries(_database), new BaselineStore(_database));
        _debts = new RollupDebts(
            rollups, new RegistryReader(_database), maker, new RollupRest(_writer), new RollupPace(), Time, NullLogger<RollupDebts>.Instance);
        _tenant = await Tenant.CreateAsync(_database, Time);
    }

    /// <summary>Pays everything that is owed.</summary>
    public async Task PayAsync()
    {
        for (var shard = 0; shard < RollupStore.Shards; shard++)
        {
            while (await _debts!.PayAsync(shard, Cancellation) is Payment.InPart)
            {
                // A part of a long mark is left.
            }
        }
    }

    /// <summary>One run of each shard.</summary>
    internal async Task<Payment[]> PayOnceAsync()
    {
        var payments = new Payment[RollupStore.Shards];
        for (var shard = 0; shard < payments.Length; shard++)
        {
            payments[shard] = await _debts!.PayAsync(shard, Cancellation);
        }

        return payments;
    }

    /// <summary>Has a stretch of a sensor's time recomputed.</summary>
    public Task MarkAsync(SensorSettings sensor, DateTimeOffset from, DateTimeOffset to) => MarkDaysAsync(sensor, from, to - from, 1);

    /// <summary>Has so many stretches of a sensor's time recomputed, one mark each, on one day after another.</summary>
    public async Task MarkDaysAsync(SensorSettings sensor, DateTimeOffset from, TimeSpan length, int days)
    {
        await using var command = _database!.CreateCommand(
            """
            insert into dirty_ranges (sensor_key, from_at, to_at)
            select $1, $2 + day * interval '1 day', $2 + day * interval '1 day' + $3 from generate_series(0, $4 - 1) day
            """);
        command.Parameters.Add(new() { Value = sensor.SensorKey });
        command.Parameters.Add(new() { Value = from.UtcDateTime });
        command.Parameters.Add(new() { Value = length });
        command.Parameters.Add(new() { Value = days });
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _database!.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    public async Task<long> OwedAsync()
    {
        await using var command = _database!.CreateCommand("select (select count(*) from dirty_ranges) + (select count(*) from dirty_commits)");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>A store's rows in the reference's form, and when they were last written.</summary>
    public async Task<(List<string> Rows, List<DateTime> WrittenAt)> RowsAsync(StoreSettings store)
    {
        await using var command = _database!.CreateCommand(
            """
            select sensor_key, hour_start, entries, exits, passing, line_counts, avg_occupancy, peak_occupancy, peak_at, drift, covered_s, computed_at
            from hourly_rollups where store_id = $1 order by business_date, sensor_key = 0, sensor_key, hour_start
            """);
        command.Parameters.Add(new() { Value = store.StoreId });
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<string>();
        var written = new List<DateTime>();
        while (await reader.ReadAsync(Cancellation))
        {
            var lines = reader.IsDBNull(5) ? [] : JsonSerializer.Deserialize<SortedDictionary<string, long>>(reader.GetString(5))!;
            rows.Add(ReferenceRollup.Row(
                reader.GetInt32(0), reader.GetDateTime(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4),
                lines.Select(line => (line.Key, line.Value)), reader.GetDouble(6), reader.GetInt32(7),
                reader.IsDBNull(8) ? null : reader.GetDateTime(8), reader.GetDouble(9), reader.GetInt32(10)));
            written.Add(reader.GetDateTime(11));
        }

        return (rows, written);
    }

    /// <summary>A store's entries of a day, as its row says; none where there is no row.</summary>
    public async Task<List<long>> DailyEntriesAsync(StoreSettings store, DateOnly date)
    {
        await using var command = _database!.CreateCommand("select entries from daily_rollups where store_id = $1 and business_date = $2");
        command.Parameters.Add(new() { Value = store.StoreId });
        command.Parameters.Add(new() { Value = date });
        return await command.ExecuteScalarAsync(Cancellation) is long entries ? [entries] : [];
    }

    /// <summary>A store's days in the reference's form, and when they were last written.</summary>
    public async Task<(List<string> Rows, List<DateTime> WrittenAt)> DaysAsync(StoreSettings store)
    {
        await using var command = _database!.CreateCommand(
            """
            select business_date, entries, exits, passing, business_hours_entries, peak_hour, counted_minutes, covered_s, computed_at
            from daily_rollups where store_id = $1 order by business_date
            """);
        command.Parameters.Add(new() { Value = store.StoreId });
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<string>();
        var written = new List<DateTime>();
        while (await reader.ReadAsync(Cancellation))
        {
            rows.Add(ReferenceRollup.DayRow(
                reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetDateTime(5),
                reader.GetInt32(6), reader.GetInt32(7)));
            written.Add(reader.GetDateTime(8));
        }

        return (rows, written);
    }

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.StopAsync(CancellationToken.None);
            _writer.Dispose();
        }

        _tenant?.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        await _meters.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }
}
