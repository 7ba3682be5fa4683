using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Live;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.TestKit;

namespace RetailOrleans.Storage.Tests.Readings;

/// <summary>
/// What the API and the grains ask of readings and hour rows, on half a year of them: by PostgreSQL's own counters nothing is read from
/// end to end, and no month is touched that was not asked for.
/// </summary>
public sealed class QueryPlanTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Day = new(2026, 5, 14, 0, 0, 0, TimeSpan.Zero);
    private static readonly int[] Sensors = [11, 12, 13, 14];

    private PostgresDatabase? _postgres;
    private NpgsqlDataSource? _database;
    private Guid _store;
    private Guid _organization;
    private Guid[] _sensors = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private NpgsqlDataSource Database => _database!;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresDatabase.CreateAsync(cancellationToken: Cancellation);

        // One connection, whose counters can be asked for at once.
        _database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { MaxPoolSize = 1 });
        await using var seed = Database.CreateCommand("""
            -- A worker that summarizes the index of ages would be counted as reading the table from end to end.
            alter index hourly_rollups_age set (autosummarize = off);
            alter table hourly_rollups set (autovacuum_enabled = off);
            select ensure_reading_partitions('2026-01-15Z', '2026-07-15Z');
            insert into organizations (name) values ('Plans');
            insert into stores (organization_id, name, time_zone) select id, 'Store ' || n, 'Europe/Lisbon' from organizations, generate_series(1, 50) n;
            insert into sensors (organization_id, store_id, name, address, port, type, is_polled)
              select organization_id, id, name || ' ' || n, '192.0.2.1', n, 'push', false from stores, generate_series(1, 4) n order by name, n;
            insert into people_readings (start_at, sensor_key, duration_s, received_after_s, line1_in)
              select at, key, 300, 300, 1 from sensors, generate_series(timestamptz '2026-02-01Z', '2026-06-30 23:00Z', '4 hours') at;
            insert into region_readings (start_at, sensor_key, duration_s, received_after_s, kind, region1)
              select at, key, 300, 300, 'v', 1 from sensors, generate_series(timestamptz '2026-02-01Z', '2026-06-30 23:00Z', '12 hours') at;
            insert into heat_readings (start_at, heat_value, sensor_key, duration_s, received_after_s)
              select at, 1, key, 300, 300 from sensors, generate_series(timestamptz '2026-02-01Z', '2026-06-30 23:00Z', '12 hours') at;
            insert into alarm_readings (start_at, sensor_key, received_after_s, counter_status, region_in_alarms, region_out_alarms)
              select at, key, 300, 0, 0, 0 from sensors, generate_series(timestamptz '2026-02-01Z', '2026-06-30 23:00Z', '12 hours') at;
            insert into hourly_rollups (store_id, sensor_key, hour_start, hour_end, organization_id, business_date, entries, exits, passing, avg_occupancy,
              peak_occupancy, drift, covered_s, expected_s)
              select id, key, at, at + interval '1 hour', organization_id, at::date, 1, 1, 0, 0, 0, 0, 3600, 3600
              from stores, generate_series(0, 4) key, generate_series(timestamptz '2026-05-01Z', '2026-06-01Z', '1 hour') at;
            analyze;
            """);
        seed.CommandTimeout = 120;
        await seed.ExecuteNonQueryAsync(Cancellation);
        await using var sensors = Database.CreateCommand("select array_agg(id) from sensors where key = any($1)");
        sensors.Parameters.Add(new() { Value = Sensors });
        _sensors = (Guid[])(await sensors.ExecuteScalarAsync(Cancellation))!;
        await using var ids = Database.CreateCommand("select organization_id, id from stores order by name limit 1");
        await using var reader = await ids.ExecuteReaderAsync(Cancellation);
        await reader.ReadAsync(Cancellation);
        (_organization, _store) = (reader.GetGuid(0), reader.GetGuid(1));
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await _postgres!.DisposeAsync();
    }

    [Fact]
    public async Task Live_state_is_loaded_from_its_day_and_the_newest_is_not_looked_for_further_back_than_it_is()
    {
        var queries = new ReadingQueries(Database);
        await AssertAsync(() => queries.LoadAsync(Sensors, Day, Day.AddDays(1), false, Cancellation), "2026_05");
        await AssertAsync(() => queries.LoadAsync([11], Day, Day.AddDays(1), true, Cancellation), "2026_05");
    }

    [Fact]
    public async Task Live_state_is_compared_with_its_day()
    {
        SensorFingerprint[] held = [.. _sensors.Select(id => new SensorFingerprint(id, 0, 0, 0, 0, Day, Day.AddDays(1), default))];
        var queries = new FingerprintQueries(Database);
        Assert.All(await queries.ReadAsync(held, Cancellation), stored => Assert.True(stored.Tally.Rows > 0));
        await AssertAsync(() => queries.ReadAsync(held, Cancellation), "2026_05");
    }

    [Fact]
    public async Task Lists_of_readings_use_the_index_and_the_months_of_their_range()
    {
        var listing = new ReadingListing(Database);
        var scope = new TenantScope(_organization, null);
        foreach (var kind in Enum.GetValues<ReadingKind>())
        {
            await AssertAsync(() => listing.ReadAsync(kind, scope, _store, null, Day, Day.AddDays(2), 100, 0, null, Cancellation), "2026_05");
            var place = new ReadingPlace(Day.UtcDateTime.AddHours(12), 13, 0);
            await AssertAsync(() => listing.ReadAsync(kind, scope, _store, null, Day, Day.AddDays(1), 5, 0, place, Cancellation), "2026_05");

            // Without a range it begins at the newest; months are asked one after another, each by its index.
            await AssertAsync(() => listing.ReadAsync(kind, scope, _store, null, null, null, 10, 0, null, Cancellation));
        }
    }

    [Fact]
    public async Task A_request_for_several_sensors_is_compared_by_the_index()
    {
        var batch = ReadingBatch.Empty with { People = [new PeopleReading(Day.AddMinutes(30), Day.AddMinutes(35), [1])] };
        await AssertAsync(() => new OverlapQueries(Database, TimeProvider.System).FindAsync([(11, batch), (12, batch)], Cancellation));
    }

    [Fact]
    public async Task A_commit_touches_the_month_of_its_readings()
    {
        var rows = new[] { new ReadingRow(11, Day.UtcDateTime.AddMinutes(30), 0, 300, 300, [1], 0), new ReadingRow(12, Day.UtcDateTime.AddHours(4), 0, 300, 300, [2], 0) };
        await AssertAsync(
            async () =>
            {
                await using var connection = await Database.OpenConnectionAsync(Cancellation);
                foreach (var table in ReadingTable.All)
                {
                    var month = PartitionMonth.Of(rows[0].Start);
                    var spans = ReadingSpan.Covering(rows);
                    await using var batch = new NpgsqlBatch(connection)
                    {
                        BatchCommands = { table.FindNear(month, spans), table.InsertFree(month, rows), table.Update(month, rows) },
                    };
                    if (table.CanTry)
                    {
                        batch.BatchCommands.Add(table.TryInsert(month, rows));
                    }

                    await batch.ExecuteNonQueryAsync(Cancellation);
                }
            },
            "2026_05");
    }

    [Fact]
    public async Task Hour_rows_are_read_by_their_key()
    {
        var queries = new RollupQueries(Database);
        await AssertAsync(() => queries.ListStoreHoursAsync(_store, Day, Day.AddDays(7), Cancellation));
        await AssertAsync(() => queries.ListSensorHoursAsync(_store, Day, Day.AddDays(7), Cancellation));
        await AssertAsync(() => queries.ListSensorHoursAsync(_store, 3, Day, Day.AddDays(7), Cancellation));
    }

    private async Task AssertAsync(Func<Task> ask, params string[] months)
    {
        var before = await CountersAsync();
        await ask();
        var touched = (await CountersAsync()).Where(now => now.Value != before.GetValueOrDefault(now.Key)).ToDictionary(now => now.Key, now => now.Value);
        var sequential = touched.Where(now => now.Value.Sequential != before.GetValueOrDefault(now.Key).Sequential).Select(now => now.Key).ToArray();
        Assert.True(sequential.Length == 0, $"Read from end to end: {string.Join(", ", sequential)}");
        Assert.NotEmpty(touched);
        if (months.Length > 0)
        {
            Assert.Equal(months, touched.Keys.Select(table => table[^7..]).Distinct().Order(StringComparer.Ordinal));
        }
    }

    /// <summary>How often each table of readings and hour rows that holds something was scanned so far.</summary>
    private async Task<Dictionary<string, (long Sequential, long ByIndex)>> CountersAsync()
    {
        await using (var flush = Database.CreateCommand("select pg_stat_force_next_flush()"))
        {
            await flush.ExecuteNonQueryAsync(Cancellation);
        }

        await using var command = Database.CreateCommand("""
            select relname::text, seq_scan, coalesce(idx_scan, 0) from pg_stat_user_tables
            where (relname ~ '_readings_\d' or relname = 'hourly_rollups') and n_live_tup > 0
            """);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var counters = new Dictionary<string, (long, long)>();
        while (await reader.ReadAsync(Cancellation))
        {
            counters.Add(reader.GetString(0), (reader.GetInt64(1), reader.GetInt64(2)));
        }

        return counters;
    }
}
