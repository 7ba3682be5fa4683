using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Reads hour rows. Every query is by store and time, which is how the table is keyed.</summary>
public sealed class RollupQueries(NpgsqlDataSource database)
{
    private const string Columns =
        "sensor_key, hour_start, hour_end, entries, exits, passing, line_counts, avg_occupancy, peak_occupancy, peak_at, drift, "
        + "region_avg, region_max, region_visits, heat_avg, heat_max, covered_s, expected_s";

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

    private async Task<ImmutableArray<HourRow>> ListAsync(
        string which, Guid storeId, DateTimeOffset from, DateTimeOffset to, int? sensorKey, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"select {Columns} from hourly_rollups where store_id = $1 and hour_start >= $2 and hour_start < $3 and {which} order by sensor_key, hour_start");
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
            rows.Add(new HourRow(
                reader.GetInt32(0), reader.GetDateTime(1), reader.GetDateTime(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5),
                Map<long>(reader, 6), reader.GetDouble(7), reader.GetInt32(8), reader.IsDBNull(9) ? null : reader.GetDateTime(9), reader.GetDouble(10),
                Map<double>(reader, 11), Map<int>(reader, 12), Map<long>(reader, 13),
                reader.IsDBNull(14) ? null : reader.GetDouble(14), reader.IsDBNull(15) ? null : reader.GetDouble(15),
                reader.GetInt32(16), reader.GetInt32(17)));
        }

        return rows.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, T> Map<T>(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column)
            ? ImmutableSortedDictionary<string, T>.Empty
            : JsonSerializer.Deserialize<Dictionary<string, T>>(reader.GetString(column))!.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
