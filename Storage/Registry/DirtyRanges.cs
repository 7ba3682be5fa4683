namespace RetailOrleans.Storage.Registry;

/// <summary>Has the rollups of everything that sensors ever counted recomputed, after a change of settings that they were computed with.</summary>
internal static class DirtyRanges
{
    private const string Extent =
        """
        cross join lateral (
          select min(start_at) as first_at, max(start_at) as last_at from people_readings where people_readings.sensor_key = s.sensor_key
          union all
          select min(start_at), max(start_at) from region_readings where region_readings.sensor_key = s.sensor_key
          union all
          select min(start_at), max(start_at) from heat_readings where heat_readings.sensor_key = s.sensor_key
        ) extent
        group by s.sensor_key
        having min(first_at) is not null
        """;

    /// <summary>Of one sensor.</summary>
    public static Task MarkSensorAsync(RegistryTransaction transaction, int sensorKey, CancellationToken cancellationToken) =>
        // A reading lasts a day at most.
        transaction.ExecuteAsync(
            $"""
             insert into dirty_ranges (sensor_key, from_at, to_at)
             select s.sensor_key, min(first_at), max(last_at) + interval '1 day'
             from (select $1::int as sensor_key) s {Extent}
             """,
            [sensorKey], cancellationToken);

    /// <summary>Of all that was ever counted or sold in a store, and a day on each side, where other hours may begin another day.</summary>
    public static Task MarkStoreAsync(RegistryTransaction transaction, Guid storeId, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(
            $"""
             insert into dirty_ranges (store_id, from_at, to_at)
             select $1, min(first_at) - interval '1 day', max(last_at) + interval '2 days' from (
               select min(first_at) as first_at, max(last_at) as last_at
               from (select distinct sensor_key from sensor_assignments where store_id = $1) s {Extent}
               union all
               select min(start_at), max(start_at) from sales where store_id = $1) b
             having min(first_at) is not null
             """,
            [storeId], cancellationToken);

    /// <summary>Of a store, for a stretch of time.</summary>
    public static Task MarkStoreAsync(
        RegistryTransaction transaction, Guid storeId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(
            "insert into dirty_ranges (store_id, from_at, to_at) values ($1, $2, $3)", [storeId, from.UtcDateTime, to.UtcDateTime], cancellationToken);
}
