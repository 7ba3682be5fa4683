using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Rollups;

/// <summary>The marks of what rollups owe, and the rows that they make.</summary>
public sealed class RollupStore(NpgsqlDataSource database)
{
    /// <summary>How many shards the stores are spread over.</summary>
    public const int Shards = 4;

    /// <summary>
    /// The oldest marks of a shard, each with the store that its sensor belonged to then. A mark whose sensor had several stores comes
    /// several times; one whose sensor is gone comes with no store.
    /// </summary>
    public async Task<ImmutableArray<DirtyRange>> FindDirtyAsync(int shard, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select d.id, coalesce(a.store_id, '00000000-0000-0000-0000-000000000000'),
              greatest(d.from_at, a.valid_from), least(d.to_at, a.valid_to)
            from (
              select d.id, d.sensor_key, d.from_at, d.to_at from dirty_ranges d left join sensors s on s.key = d.sensor_key
              where mod(abs(hashtext(coalesce(s.store_id::text, ''))::bigint), $1) = $2 order by d.id limit $3) d
            left join sensor_assignments a
              on a.sensor_key = d.sensor_key and a.valid_from < d.to_at and a.valid_to > d.from_at
            order by d.id
            """);
        command.Parameters.Add(new() { Value = (long)Shards });
        command.Parameters.Add(new() { Value = (long)shard });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var marks = ImmutableArray.CreateBuilder<DirtyRange>();
        while (await reader.ReadAsync(cancellationToken))
        {
            marks.Add(new DirtyRange(reader.GetInt64(0), reader.GetGuid(1), reader.GetDateTime(2), reader.GetDateTime(3)));
        }

        return marks.ToImmutable();
    }

    /// <summary>Takes back exactly these marks; what was marked meanwhile stays.</summary>
    public async Task DeleteMarksAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from dirty_ranges where id = any($1)");
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The sensors that belonged to a store at some time of a stretch, deleted ones included: their history stays.</summary>
    public async Task<ImmutableArray<SensorSettings>> ListAssignedSensorsAsync(
        Guid storeId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            select {SensorRows.Columns} from sensors where key in (
              select sensor_key from sensor_assignments where store_id = $1 and valid_from < $3 and valid_to > $2) order by key
            """);
        command.Parameters.Add(new() { Value = storeId });
        command.Parameters.Add(new() { Value = from.UtcDateTime });
        command.Parameters.Add(new() { Value = to.UtcDateTime });
        return await command.ListAsync(SensorRows.Read, cancellationToken);
    }

    /// <summary>
    /// Recomputes the hours of one business day: <paramref name="compute"/> runs under a lock of this store and day, so that of two
    /// recomputations the later one also reads later. Rows that come out the same are not written.
    /// </summary>
    public async Task ReplaceDayAsync(
        StoreSettings store, DateOnly date, DateTimeOffset from, DateTimeOffset to,
        Func<CancellationToken, Task<IReadOnlyList<HourRow>>> compute, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var take = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))", connection, transaction))
        {
            take.Parameters.Add(new() { Value = $"rollup {store.StoreId} {date:O}" });
            await take.ExecuteNonQueryAsync(cancellationToken);
        }

        var rows = await compute(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { DeleteOthers(store, from, to, rows), Upsert(store, date, rows) } };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand DeleteOthers(StoreSettings store, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<HourRow> rows) => new(
        """
        delete from hourly_rollups h where store_id = $1 and hour_start >= $2 and hour_start < $3
          and not exists (select from unnest($4::int[], $5::timestamptz[]) as k (sensor_key, hour_start)
            where k.sensor_key = h.sensor_key and k.hour_start = h.hour_start)
        """)
    {
        Parameters =
        {
            new() { Value = store.StoreId },
            new() { Value = from.UtcDateTime },
            new() { Value = to.UtcDateTime },
            Column(rows, r => r.SensorKey),
            Column(rows, r => r.HourStart.UtcDateTime),
        },
    };

    private static NpgsqlBatchCommand Upsert(StoreSettings store, DateOnly date, IReadOnlyList<HourRow> rows) => new(
        """
        insert into hourly_rollups as h (store_id, organization_id, business_date, sensor_key, hour_start, hour_end, entries, exits, passing,
          line_counts, avg_occupancy, peak_occupancy, peak_at, drift, region_avg, region_max, region_visits, heat_avg, heat_max, covered_s, expected_s)
        select $1, $2, $3, r.* from unnest($4::int[], $5::timestamptz[], $6::timestamptz[], $7::bigint[], $8::bigint[], $9::bigint[], $10::jsonb[],
          $11::float8[], $12::int[], $13::timestamptz[], $14::float8[], $15::jsonb[], $16::jsonb[], $17::jsonb[], $18::float8[], $19::float8[],
          $20::int[], $21::int[]) as r
        on conflict (store_id, sensor_key, hour_start) do update set
          hour_end = excluded.hour_end, organization_id = excluded.organization_id, business_date = excluded.business_date,
          entries = excluded.entries, exits = excluded.exits, passing = excluded.passing, line_counts = excluded.line_counts,
          avg_occupancy = excluded.avg_occupancy, peak_occupancy = excluded.peak_occupancy, peak_at = excluded.peak_at, drift = excluded.drift,
          region_avg = excluded.region_avg, region_max = excluded.region_max, region_visits = excluded.region_visits,
          heat_avg = excluded.heat_avg, heat_max = excluded.heat_max, covered_s = excluded.covered_s, expected_s = excluded.expected_s,
          computed_at = now()
        where (h.hour_end, h.organization_id, h.business_date, h.entries, h.exits, h.passing, h.line_counts, h.avg_occupancy, h.peak_occupancy, h.peak_at, h.drift,
            h.region_avg, h.region_max, h.region_visits, h.heat_avg, h.heat_max, h.covered_s, h.expected_s)
          is distinct from (excluded.hour_end, excluded.organization_id, excluded.business_date, excluded.entries, excluded.exits, excluded.passing,
            excluded.line_counts, excluded.avg_occupancy, excluded.peak_occupancy, excluded.peak_at, excluded.drift, excluded.region_avg,
            excluded.region_max, excluded.region_visits, excluded.heat_avg, excluded.heat_max, excluded.covered_s, excluded.expected_s)
        """)
    {
        Parameters =
        {
            new() { Value = store.StoreId },
            new() { Value = store.OrganizationId },
            new() { Value = date },
            Column(rows, r => r.SensorKey),
            Column(rows, r => r.HourStart.UtcDateTime),
            Column(rows, r => r.HourEnd.UtcDateTime),
            Column(rows, r => r.Entries),
            Column(rows, r => r.Exits),
            Column(rows, r => r.Passing),
            Json(rows, r => r.Lines),
            Column(rows, r => r.AvgOccupancy),
            Column(rows, r => r.PeakOccupancy),
            Column(rows, r => r.PeakAt?.UtcDateTime),
            Column(rows, r => r.Drift),
            Json(rows, r => r.RegionAverages),
            Json(rows, r => r.RegionMaxima),
            Json(rows, r => r.RegionVisits),
            Column(rows, r => r.HeatAverage),
            Column(rows, r => r.HeatMaximum),
            Column(rows, r => r.CoveredSeconds),
            Column(rows, r => r.ExpectedSeconds),
        },
    };

    private static NpgsqlParameter Column<T>(IReadOnlyList<HourRow> rows, Func<HourRow, T> value) => new() { Value = rows.Select(value).ToArray() };

    /// <summary>An object per row; null where it is empty.</summary>
    private static NpgsqlParameter Json<T>(IReadOnlyList<HourRow> rows, Func<HourRow, ImmutableSortedDictionary<string, T>> value) => new()
    {
        Value = rows.Select(row => value(row) is { IsEmpty: false } map ? JsonSerializer.Serialize(map) : null).ToArray(),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
    };
}
