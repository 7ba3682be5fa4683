using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>What live state and rollups are made from. Every query is bounded in time, so that it reads the partitions it needs.</summary>
public sealed class ReadingQueries(NpgsqlDataSource database)
{
    /// <summary>How far back the newest reading of a sensor is looked for.</summary>
    public static readonly TimeSpan LatestHorizon = TimeSpan.FromDays(62);

    /// <summary>
    /// The sensors' readings that touch [<paramref name="from"/>, <paramref name="to"/>), and the newest of each kind before the end,
    /// in one round trip.
    /// </summary>
    public async Task<ImmutableArray<SensorReadings>> LoadAsync(
        IReadOnlyCollection<int> sensorKeys, DateTimeOffset from, DateTimeOffset to, bool withLatest, CancellationToken cancellationToken)
    {
        if (sensorKeys.Count == 0)
        {
            return [];
        }

        var keys = sensorKeys.ToArray();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var table in ReadingTable.All)
        {
            batch.BatchCommands.Add(Touching(table, keys, from, to));
        }

        if (withLatest)
        {
            foreach (var table in ReadingTable.All)
            {
                batch.BatchCommands.Add(Latest(table, keys, to));
            }
        }

        var loaded = keys.ToDictionary(key => key, key => new SensorReadings.Builder(key));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var table in ReadingTable.All)
        {
            await ReadAllAsync(reader, table, row => loaded[row.SensorKey].Rows(table.Kind).Add(row), cancellationToken);
        }

        if (withLatest)
        {
            foreach (var table in ReadingTable.All)
            {
                await ReadAllAsync(reader, table, row => loaded[row.SensorKey].SetLatest(table.Kind, row), cancellationToken);
            }
        }

        return [.. keys.Select(key => loaded[key].Build())];
    }

    private static NpgsqlBatchCommand Touching(ReadingTable table, int[] keys, DateTimeOffset from, DateTimeOffset to) => new(TouchingSql(table))
    {
        Parameters =
        {
            new() { Value = keys },
            new() { Value = from.UtcDateTime.AddHours(-24) },
            new() { Value = to.UtcDateTime },
            new() { Value = from.UtcDateTime },
        },
    };

    /// <summary>
    /// A reading lasts a day at most. People's readings do not overlap, so that of those from before only a sensor's last one can reach into the
    /// stretch; without that, one hour would look at a whole day.
    /// </summary>
    internal static string TouchingSql(ReadingTable table) => table.Kind == ReadingKind.People
        ? $"""
          select sensor_key, start_at, {table.Columns} from {table.Name} where sensor_key = any($1) and start_at >= $4 and start_at < $3
          union all
          select l.* from unnest($1) as s (key) cross join lateral (
            select sensor_key, start_at, {table.Columns} from {table.Name} r
            where r.sensor_key = s.key and r.start_at > $2 and r.start_at < $4 order by r.start_at desc limit 1) l
          where start_at + {table.Extent} >= $4
          order by sensor_key, start_at
          """
        : $"""
          select sensor_key, start_at, {table.Columns} from {table.Name}
          where sensor_key = any($1) and start_at > $2 and start_at < $3 and start_at + {table.Extent} >= $4
          order by sensor_key, start_at
          """;

    private static NpgsqlBatchCommand Latest(ReadingTable table, int[] keys, DateTimeOffset to) => new($"""
        select l.* from unnest($1) as s (key) cross join lateral (
          select sensor_key, start_at, {table.Columns} from {table.Name} r
          where r.sensor_key = s.key and r.start_at >= $2 and r.start_at < $3 order by r.start_at desc limit 1) l
        """)
    {
        Parameters =
        {
            new() { Value = keys },
            new() { Value = to.UtcDateTime - LatestHorizon },
            new() { Value = to.UtcDateTime },
        },
    };

    private static async Task ReadAllAsync(NpgsqlDataReader reader, ReadingTable table, Action<ReadingRow> add, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken))
        {
            add(table.Read(reader));
        }

        await reader.NextResultAsync(cancellationToken);
    }
}
