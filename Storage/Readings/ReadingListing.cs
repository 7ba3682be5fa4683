using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Readings;

/// <summary>Stored readings as people page through them: newest first, of one sensor, one store or all that a caller may see.</summary>
public sealed class ReadingListing(NpgsqlDataSource database)
{
    /// <summary>Totals are counted up to here.</summary>
    public const int MaxTotal = 100_000;

    /// <summary>A page of readings of one kind.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="scope">What the caller may see.</param>
    /// <param name="storeId">Only of sensors that are in this store now; null = any.</param>
    /// <param name="sensorId">Only of this sensor; null = any.</param>
    /// <param name="from">UTC, inclusive; null = since ever.</param>
    /// <param name="to">UTC, exclusive; null = for ever.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="offset">Left out from the start; ignored with a place to go on from.</param>
    /// <param name="after">Goes on behind this place.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ReadingPage> ReadAsync(
        ReadingKind kind, TenantScope scope, Guid? storeId, Guid? sensorId, DateTimeOffset? from, DateTimeOffset? to, int limit, int offset,
        ReadingPlace? after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var sensors = await SensorsAsync(connection, scope, storeId, sensorId, cancellationToken);
        if (sensors.Count == 0)
        {
            return new ReadingPage([], sensors, 0, null);
        }

        var table = ReadingTable.All[(int)kind];
        object[] range = [sensors.Keys.ToArray(), from?.UtcDateTime ?? DateTime.UnixEpoch, to?.UtcDateTime ?? DateTime.MaxValue];
        var skip = after is null ? offset : 0;
        var before = after ?? new ReadingPlace(DateTime.MaxValue, int.MaxValue, byte.MaxValue);

        // Each sensor gives its own newest rows by its index; the newest of those are the page.
        await using var list = new NpgsqlCommand(
            $"""
            select p.* from unnest($1::int[]) as k (key) cross join lateral (
              select sensor_key, start_at, {table.Columns}, {table.SubKind} as sub_kind from {table.Name} r
              where r.sensor_key = k.key and r.start_at >= $2 and r.start_at < $3 and r.start_at <= $4
                and (r.start_at, r.sensor_key, {table.SubKind}) < ($4, $5, $8)
              order by r.start_at desc, sub_kind desc limit $6) p
            order by p.start_at desc, p.sensor_key desc, p.sub_kind desc limit $6 offset $7
            """, connection);
        Add(list, [.. range, before.Start, before.SensorKey, limit + skip + 1, skip, (int)before.SubKind]);
        var rows = ImmutableArray.CreateBuilder<ReadingRow>();
        await using (var reader = await list.ExecuteReaderAsync(cancellationToken))
        {
            while (rows.Count <= limit && await reader.ReadAsync(cancellationToken))
            {
                rows.Add(table.Read(reader));
            }
        }

        await using var count = new NpgsqlCommand(
            $"select count(*) from (select from {table.Name} where sensor_key = any($1) and start_at >= $2 and start_at < $3 limit {MaxTotal}) c", connection);
        Add(count, range);
        var total = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
        if (rows.Count <= limit)
        {
            return new ReadingPage(rows.ToImmutable(), sensors, total, null);
        }

        rows.RemoveAt(limit);
        var last = rows[limit - 1];
        return new ReadingPage(rows.ToImmutable(), sensors, total, new ReadingPlace(last.Start, last.SensorKey, (byte)last.SubKind));
    }

    private static async Task<IReadOnlyDictionary<int, Guid>> SensorsAsync(
        NpgsqlConnection connection, TenantScope scope, Guid? storeId, Guid? sensorId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select key, id from sensors where organization_id = $1 and deleted_at is null
              and ($2::uuid[] is null or store_id = any($2)) and ($3::uuid is null or store_id = $3) and ($4::uuid is null or id = $4)
            """, connection);
        Add(command, [scope.OrganizationId, (object?)scope.StoreIds?.ToArray() ?? DBNull.Value, (object?)storeId ?? DBNull.Value, (object?)sensorId ?? DBNull.Value]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sensors = new Dictionary<int, Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            sensors.Add(reader.GetInt32(0), reader.GetGuid(1));
        }

        return sensors;
    }

    private static void Add(NpgsqlCommand command, object[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
    }
}
