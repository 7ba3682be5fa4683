using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Registry;

/// <summary>What a sensor's lines stood for, and until when. A change applies since the beginning, unless it says from when on.</summary>
internal static class LineVersions
{
    /// <summary>Keeps what held before a change, as far as it still holds, and has the days since recomputed.</summary>
    /// <param name="transaction">That of the change.</param>
    /// <param name="before">The sensor as it was.</param>
    /// <param name="from">Start of a business day; null = the beginning.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task ChangeAsync(
        RegistryTransaction transaction, SensorSettings before, DateTimeOffset? from, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (from is not { } start)
        {
            await transaction.ExecuteAsync("delete from sensor_line_versions where sensor_key = $1", [before.SensorKey], cancellationToken);
            await DirtyRanges.MarkSensorAsync(transaction, before.SensorKey, cancellationToken);
            return;
        }

        // What held just before the start may itself be a version.
        await transaction.ExecuteAsync(
            """
            insert into sensor_line_versions (sensor_key, valid_until, lines)
            select $1, $2, coalesce((select lines from sensor_line_versions where sensor_key = $1 and valid_until >= $2 order by valid_until limit 1), $3)
            on conflict do nothing
            """,
            [before.SensorKey, start.UtcDateTime, Sql.Json(SensorConfigJson.WriteLines(before.Config).ToJsonString())], cancellationToken);
        await transaction.ExecuteAsync(
            "delete from sensor_line_versions where sensor_key = $1 and valid_until > $2", [before.SensorKey, start.UtcDateTime], cancellationToken);
        await transaction.ExecuteAsync(
            "insert into dirty_ranges (sensor_key, from_at, to_at) values ($1, $2, $3)",
            [before.SensorKey, start.UtcDateTime, now.AddDays(1).UtcDateTime], cancellationToken);
    }
}
