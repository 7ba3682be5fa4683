using Npgsql;

namespace RetailOrleans.Storage.Registry;

/// <summary>
/// Which stretches of time the devices are still to be asked for. Adding and taking away are set operations of the database: doing one
/// twice, or from two places, does no harm.
/// </summary>
public sealed class CollectionLedger(NpgsqlDataSource database)
{
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
}
