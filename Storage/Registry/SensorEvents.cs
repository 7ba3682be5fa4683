using System.Collections.Immutable;
using Npgsql;

namespace RetailOrleans.Storage.Registry;

/// <summary>The history of sensors: when each came, went, failed and recovered.</summary>
public sealed class SensorEvents(NpgsqlDataSource database)
{
    /// <summary>How long an event is kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    // In the order of the enumeration's values.
    private static readonly string[] Names = ["online", "offline", "error", "recovered"];

    /// <summary>The name on the wire.</summary>
    public static string NameOf(SensorEventType type) => Names[(int)type];

    /// <summary>Writes events in one statement; one that is there already, and one of a sensor that is gone, is left out.</summary>
    public async Task AppendAsync(IReadOnlyList<SensorEvent> events, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand(
            """
            insert into sensor_events (organization_id, sensor_id, at, event_type, detail)
            select s.organization_id, s.id, e.at, e.event_type, e.detail
            from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[]) as e (sensor_id, at, event_type, detail) join sensors s on s.id = e.sensor_id
            order by 1, 2, 3, 4
            on conflict do nothing
            """).With(
            events.Select(e => e.SensorId).ToArray(),
            events.Select(e => e.At.ToUniversalTime()).ToArray(),
            events.Select(e => NameOf(e.Type)).ToArray(),
            events.Select(e => e.Detail).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A sensor's events in [from, to), newest first, at most <paramref name="limit"/>.</summary>
    public async Task<ImmutableArray<SensorEvent>> ListAsync(
        Guid organizationId, Guid sensorId, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken = default)
    {
        await using var command = database.CreateCommand(
            """
            select at, event_type, detail from sensor_events
            where organization_id = $1 and sensor_id = $2 and at >= $3 and at < $4
            order by at desc, event_type limit $5
            """).With(organizationId, sensorId, from.UtcDateTime, to.UtcDateTime, limit);
        return await command.ListAsync(
            row => new SensorEvent(sensorId, row.GetFieldValue<DateTimeOffset>(0), (SensorEventType)Array.IndexOf(Names, row.GetString(1)), row.NullableText(2)),
            cancellationToken);
    }

    /// <summary>Deletes events from before an instant, a bounded number at a time.</summary>
    /// <returns>How many were deleted.</returns>
    public async Task<int> DeleteBeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken = default)
    {
        const int AtOnce = 10_000;
        await using var command = database
            .CreateCommand("delete from sensor_events where ctid = any(array(select ctid from sensor_events where at < $1 limit $2))")
            .With(instant.UtcDateTime, AtOnce);
        var deleted = 0;
        int last;
        do
        {
            deleted += last = await command.ExecuteNonQueryAsync(cancellationToken);
        }
        while (last == AtOnce);
        return deleted;
    }
}
