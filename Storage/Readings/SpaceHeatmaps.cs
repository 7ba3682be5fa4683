using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Readings;

/// <summary>The heat pictures of sensors, a compressed grid each.</summary>
public sealed class SpaceHeatmaps(NpgsqlDataSource database)
{
    private const int DeletedAtOnce = 500;

    /// <summary>Stores a picture; one of the same start that was read earlier is replaced, a later one stays. Idempotent.</summary>
    public async Task SaveAsync(int sensorKey, SpaceHeatmap picture, DateTimeOffset receivedAt, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand(
            """
            insert into space_heatmaps (sensor_key, start_at, end_at, received_at, width, height, grid) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (sensor_key, start_at) do update
            set end_at = excluded.end_at, received_at = excluded.received_at, width = excluded.width, height = excluded.height, grid = excluded.grid
            where space_heatmaps.received_at <= excluded.received_at
            """).With(
            sensorKey, picture.Start.ToUniversalTime(), picture.End.ToUniversalTime(), receivedAt.ToUniversalTime(), picture.Width, picture.Height,
            HeatGrid.Compress(picture.Values.AsSpan()));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The newest picture that began at or before an instant; null when there is none.</summary>
    public async Task<StoredHeatmap?> FindAsync(int sensorKey, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand(
            """
            select start_at, end_at, received_at, width, height, grid from space_heatmaps
            where sensor_key = $1 and start_at <= $2 order by start_at desc limit 1
            """).With(sensorKey, at.ToUniversalTime());
        return await command.FindAsync(
            row => new StoredHeatmap(
                new SpaceHeatmap(
                    row.GetFieldValue<DateTimeOffset>(0), row.GetFieldValue<DateTimeOffset>(1), row.GetInt32(3), row.GetInt32(4),
                    HeatGrid.Expand(row.GetFieldValue<byte[]>(5), row.GetInt32(3) * row.GetInt32(4))),
                row.GetFieldValue<DateTimeOffset>(2)),
            cancellationToken);
    }

    /// <summary>
    /// The pictures that began in [<paramref name="from"/>, <paramref name="to"/>) summed up by sensor, cell by cell; a sensor without any is left out.
    /// Where a device changed its grid, only pictures of its newest size count.
    /// </summary>
    public async Task<ImmutableDictionary<int, SpaceHeatmap>> SumAsync(
        IReadOnlyCollection<int> sensorKeys, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand(
            """
            select sensor_key, start_at, end_at, width, height, grid from space_heatmaps
            where sensor_key = any($1) and start_at >= $2 and start_at < $3 order by sensor_key, start_at desc
            """).With(sensorKeys.ToArray(), from.ToUniversalTime(), to.ToUniversalTime());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sums = ImmutableDictionary.CreateBuilder<int, SpaceHeatmap>();
        HeatSum? sum = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = reader.GetInt32(0);
            var (width, height) = (reader.GetInt32(3), reader.GetInt32(4));
            if (sum?.SensorKey != key)
            {
                sum?.AddTo(sums);
                sum = new HeatSum(key, width, height);
            }

            if (sum.Fits(width, height))
            {
                sum.Add(
                    reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<DateTimeOffset>(2),
                    HeatGrid.Expand(reader.GetFieldValue<byte[]>(5), width * height).AsSpan());
            }
        }

        sum?.AddTo(sums);
        return sums.ToImmutable();
    }

    /// <summary>Deletes pictures that began before an instant, a bounded number in each statement.</summary>
    /// <returns>How many.</returns>
    public async Task<int> DeleteBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var deleted = 0;
        while (true)
        {
            await using var command = database.CreateCommand(
                """
                delete from space_heatmaps
                where (sensor_key, start_at) in (select sensor_key, start_at from space_heatmaps where start_at < $1 order by start_at limit $2)
                """).With(before.ToUniversalTime(), DeletedAtOnce);
            var some = await command.ExecuteNonQueryAsync(cancellationToken);
            deleted += some;
            if (some < DeletedAtOnce)
            {
                return deleted;
            }
        }
    }
}
