using System.Collections.Immutable;
using Npgsql;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Reads hour rows. Every query is by store and time, which is how the table is keyed.</summary>
public sealed class RollupQueries(NpgsqlDataSource database)
{
    private const string Columns = "sensor_key, hour_start, hour_end, " + RollupRows.Totals;

    /// <summary>The store's own rows of the hours that start in [<paramref name="from"/>, <paramref name="to"/>), in order.</summary>
    public Task<ImmutableArray<HourRow>> ListStoreHoursAsync(Guid storeId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        ListAsync("sensor_key = 0", storeId, from, to, null, cancellationToken);

    /// <summary>The rows of each of the store's sensors, by sensor key, then hour.</summary>
    public Task<ImmutableArray<HourRow>> ListSensorHoursAsync(Guid storeId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        ListAsync("sensor_key > 0", storeId, from, to, null, cancellationToken);

    /// <summary>One sensor's rows while it belonged to the store, in order.</summary>
    public Task<ImmutableArray<HourRow>> ListSensorHoursAsync(
        Guid storeId, int sensorKey, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        ListAsync("sensor_key = $4", storeId, from, to, sensorKey, cancellationToken);

    internal static string ListSql(string which) =>
        $"select {Columns} from hourly_rollups where store_id = $1 and hour_start >= $2 and hour_start < $3 and {which} order by sensor_key, hour_start";

    /// <summary>A row of <see cref="ListSql"/>.</summary>
    internal static HourRow Read(NpgsqlDataReader reader) =>
        RollupRows.ReadTotals(reader, reader.GetInt32(0), reader.GetDateTime(1), reader.GetDateTime(2), 3);

    private async Task<ImmutableArray<HourRow>> ListAsync(
        string which, Guid storeId, DateTimeOffset from, DateTimeOffset to, int? sensorKey, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ListSql(which));
        command.Parameters.Add(new() { Value = storeId });
        command.Parameters.Add(new() { Value = from.UtcDateTime });
        command.Parameters.Add(new() { Value = to.UtcDateTime });
        if (sensorKey is { } key)
        {
            command.Parameters.Add(new() { Value = key });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = ImmutableArray.CreateBuilder<HourRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Read(reader));
        }

        return rows.ToImmutable();
    }
}
