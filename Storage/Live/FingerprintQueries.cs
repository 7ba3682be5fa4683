using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Live;

/// <summary>What is stored, in the form in which live state is compared with it.</summary>
public sealed class FingerprintQueries(NpgsqlDataSource database)
{
    private const string SensorsSql =
        """
        select s.id, s.key, s.epoch, s.revision, t.revision, p.rows + r.rows, p.counts + r.counts, p.seconds + r.seconds
        from sensors s join stores t on t.id = s.store_id
        cross join lateral (
          select count(*) as rows, coalesce(sum(duration_s + received_after_s), 0)::bigint as seconds,
            coalesce(sum(coalesce(line1_in, 0) + coalesce(line1_out, 0) + coalesce(line2_in, 0) + coalesce(line2_out, 0) + coalesce(line3_in, 0)
              + coalesce(line3_out, 0) + coalesce(line4_in, 0) + coalesce(line4_out, 0) + coalesce((select sum(c) from unnest(more_lines) c), 0)), 0)::bigint as counts
          from people_readings where sensor_key = s.key and start_at >= $2 and start_at < $3) p
        cross join lateral (
          select count(*) as rows, coalesce(sum(duration_s + received_after_s), 0)::bigint as seconds,
            coalesce(sum(coalesce(region1, 0) + coalesce(region2, 0) + coalesce(region3, 0) + coalesce(region4, 0)
              + coalesce((select sum(c) from unnest(more_regions) c), 0)), 0)::bigint as counts
          from region_readings where sensor_key = s.key and start_at >= $2 and start_at < $3) r
        where s.id = any($1) and s.deleted_at is null
        """;

    private const string StoresSql =
        """
        select s.id, s.epoch, s.revision, (select count(*) from sensors where store_id = s.id and deleted_at is null)
        from stores s where s.id = any($1) and s.deleted_at is null
        """;

    /// <summary>Of the same sensors and days; a sensor that was deleted has none.</summary>
    public async Task<HashSet<SensorFingerprint>> ReadAsync(IReadOnlyCollection<SensorFingerprint> held, CancellationToken cancellationToken)
    {
        var stored = new HashSet<SensorFingerprint>();

        // Sensors of one time zone have one day.
        foreach (var day in held.GroupBy(sensor => (sensor.From, sensor.To)))
        {
            await using var command = database.CreateCommand(SensorsSql)
                .With(day.Select(sensor => sensor.SensorId).ToArray(), day.Key.From.UtcDateTime, day.Key.To.UtcDateTime);
            stored.UnionWith(await command.ListAsync(
                row => new SensorFingerprint(
                    row.GetGuid(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), day.Key.From, day.Key.To,
                    new DayTally(row.GetInt64(5), row.GetInt64(6), row.GetInt64(7))),
                cancellationToken));
        }

        return stored;
    }

    /// <summary>Of the same stores; one that was deleted has none.</summary>
    public async Task<HashSet<StoreFingerprint>> ReadAsync(IReadOnlyCollection<StoreFingerprint> held, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(StoresSql).With(held.Select(store => store.StoreId).ToArray());
        return [.. await command.ListAsync(
            row => new StoreFingerprint(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), (int)row.GetInt64(3)), cancellationToken)];
    }
}
