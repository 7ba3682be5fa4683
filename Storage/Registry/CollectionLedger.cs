using Npgsql;
using NpgsqlTypes;

namespace RetailOrleans.Storage.Registry;

/// <summary>
/// Which stretches of time the devices are still to be asked for. Adding and taking away are set operations of the database: doing one
/// twice, or from two places, does no harm.
/// </summary>
public sealed class CollectionLedger(NpgsqlDataSource database)
{
    /// <summary>Begins an activation of a sensor's grain: takes an epoch, and tells how far collection has come. One round trip.</summary>
    public async Task<SensorTakeover> TakeOverAsync(Guid sensorId, CancellationToken cancellationToken = default)
    {
        await using var command = database
            .CreateCommand("update sensors set epoch = epoch + 1 where id = $1 returning epoch, collected_until, owed")
            .With(sensorId);
        return await command.FindAsync(Read, cancellationToken) ?? new SensorTakeover(0, null, []);
    }

    /// <summary>Notes that a stretch is still to be asked for. Returns when that is durable.</summary>
    public Task OweAsync(Guid sensorId, Stretch stretch, CancellationToken cancellationToken = default) => ChangeAsync(
        "update sensors set owed = owed + tstzmultirange(tstzrange($2, $3)) where id = $1 and not owed @> tstzrange($2, $3)", sensorId, stretch, cancellationToken);

    /// <summary>Notes that a stretch has been asked for, or was given up.</summary>
    public Task PayAsync(Guid sensorId, Stretch stretch, CancellationToken cancellationToken = default) => ChangeAsync(
        "update sensors set owed = owed - tstzmultirange(tstzrange($2, $3)) where id = $1 and owed && tstzrange($2, $3)", sensorId, stretch, cancellationToken);

    private async Task ChangeAsync(string sql, Guid sensorId, Stretch stretch, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql).With(sensorId, stretch.From.UtcDateTime, stretch.To.UtcDateTime);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static SensorTakeover Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.Nullable<DateTimeOffset>(1),
        [.. row.GetFieldValue<NpgsqlRange<DateTime>[]>(2).Select(range => new Stretch(range.LowerBound, range.UpperBound))]);
}
