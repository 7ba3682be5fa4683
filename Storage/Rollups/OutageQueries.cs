using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Why data is missing, as far as the history of the devices tells (it is kept for <see cref="SensorEvents.Retention"/>).</summary>
public sealed class OutageQueries(NpgsqlDataSource database)
{
    private const int MostEventsOfASensor = 2_000;

    internal const string ListSql =
        """
        select s.key, greatest(s.created_at, a.valid_from), least(a.valid_to, $3), s.is_active and s.deleted_at is null, e.at, e.event_type
        from sensor_assignments a join sensors s on s.key = a.sensor_key left join lateral (
          (select at, event_type from sensor_events x where x.organization_id = s.organization_id and x.sensor_id = s.id and x.at < $2 order by x.at desc limit 1)
          union all
          (select at, event_type from sensor_events x where x.organization_id = s.organization_id and x.sensor_id = s.id and x.at >= $2 and x.at < $3
           order by x.at limit $4)) e on true
        where a.store_id = $1 and a.valid_from < $3 and a.valid_to > $2
        order by s.key, a.valid_from, e.at, e.event_type
        """;

    /// <summary>The sensors that belonged to a store at some time of a stretch, and when each could not deliver then.</summary>
    public async Task<ImmutableArray<SensorOutages>> ListAsync(Guid storeId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ListSql).With(storeId, from.UtcDateTime, to.UtcDateTime, MostEventsOfASensor);
        var rows = await command.ListAsync(
            row => (
                Sensor: (Key: row.GetInt32(0), From: row.GetFieldValue<DateTimeOffset>(1), To: row.GetFieldValue<DateTimeOffset>(2), IsActive: row.GetBoolean(3)),
                Event: row.IsDBNull(4) ? ((DateTimeOffset At, string Type)?)null : (row.GetFieldValue<DateTimeOffset>(4), row.GetString(5))),
            cancellationToken);
        return
        [
            .. rows.GroupBy(row => row.Sensor).Select(sensor => new SensorOutages(
                sensor.Key.Key, sensor.Key.From, sensor.Key.To, sensor.Key.IsActive, Stretches([.. sensor.Where(row => row.Event is not null).Select(row => row.Event!.Value)], to))),
        ];
    }

    /// <summary>
    /// What a device's events tell. It fails, and after a while of silence it is offline: then it was so since it failed. What fails and recovers
    /// without having been offline has answered all the time.
    /// </summary>
    internal static ImmutableArray<Outage> Stretches(IReadOnlyList<(DateTimeOffset At, string Type)> events, DateTimeOffset end)
    {
        var stretches = ImmutableArray.CreateBuilder<Outage>();
        DateTimeOffset? since = null;
        var isRefused = false;
        foreach (var (at, type) in events)
        {
            switch (type)
            {
                case "offline":
                    (since, isRefused) = (since ?? at, false);
                    break;
                case "error" when since is null:
                    (since, isRefused) = (at, true);
                    break;
                case "online" or "recovered" when since is { } from:
                    stretches.Add(new Outage(from, at, isRefused));
                    since = null;
                    break;
            }
        }

        if (since is { } last && last < end)
        {
            stretches.Add(new Outage(last, end, isRefused));
        }

        return stretches.ToImmutable();
    }
}
