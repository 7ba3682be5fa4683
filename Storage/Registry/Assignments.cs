using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Registry;

/// <summary>Which store a sensor belonged to, and since when.</summary>
internal static class Assignments
{
    /// <summary>
    /// Gives a sensor to another store from an instant on. What it counted since then goes with it, so both stores' rollups since then are
    /// recomputed: the new one's by the sensor's own mark, the old one's by the marks of the sensors that it keeps.
    /// </summary>
    public static async Task MoveAsync(
        RegistryTransaction transaction, SensorSettings sensor, Guid storeId, DateTimeOffset movedAt, CancellationToken cancellationToken)
    {
        await transaction.ExecuteAsync(
            "delete from sensor_assignments where organization_id = $1 and sensor_key = $2 and valid_from >= $3",
            [sensor.OrganizationId, sensor.SensorKey, movedAt], cancellationToken);
        await transaction.ExecuteAsync(
            "update sensor_assignments set valid_to = $3 where organization_id = $1 and sensor_key = $2 and valid_to > $3",
            [sensor.OrganizationId, sensor.SensorKey, movedAt], cancellationToken);
        await transaction.ExecuteAsync(
            "insert into sensor_assignments (organization_id, sensor_key, store_id, valid_from) values ($1, $2, $3, $4)",
            [sensor.OrganizationId, sensor.SensorKey, storeId, movedAt], cancellationToken);

        await transaction.ExecuteAsync(
            "delete from hourly_rollups where store_id = $1 and sensor_key in (0, $2) and hour_end > $3",
            [sensor.StoreId, sensor.SensorKey, movedAt], cancellationToken);
        // The old store may keep no sensor that would be marked.
        await DirtyRanges.MarkStoreAsync(transaction, sensor.StoreId, movedAt, movedAt.AddDays(2), cancellationToken);
        await transaction.ExecuteAsync(
            """
            insert into dirty_ranges (sensor_key, from_at, to_at)
            select distinct sensor_key, $2::timestamptz, $2::timestamptz + interval '2 days'
            from sensor_assignments
            where store_id = any($1) and valid_to > $2
            """,
            [new[] { sensor.StoreId, storeId }, movedAt], cancellationToken);
    }
}
