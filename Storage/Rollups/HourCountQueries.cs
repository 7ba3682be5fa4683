using System.Collections.Immutable;
using Npgsql;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Reads the entries of many hours; by stores and time, which is how the table is keyed.</summary>
public sealed class HourCountQueries(NpgsqlDataSource database)
{
    internal const string ListSql =
        """
        select store_id, hour_start, hour_end, entries, covered_s, expected_s from hourly_rollups
        where store_id = any($1) and sensor_key = 0 and hour_start >= $2 and hour_start < $3
        """;

    /// <summary>The hours of stores that start in [<paramref name="from"/>, <paramref name="to"/>), by store, in order.</summary>
    public async Task<ILookup<Guid, HourCount>> ListAsync(
        IReadOnlyCollection<Guid> storeIds, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ListSql).With(storeIds.ToArray(), from.UtcDateTime, to.UtcDateTime);
        var rows = await command.ListAsync(Read, cancellationToken);
        return rows.OrderBy(row => row.Start).ToLookup(row => row.StoreId);
    }

    /// <summary>The hours of one store that start in [<paramref name="from"/>, <paramref name="to"/>), in order.</summary>
    public async Task<ImmutableArray<HourCount>> ListAsync(Guid storeId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ListSql).With(new[] { storeId }, from.UtcDateTime, to.UtcDateTime);
        var rows = await command.ListAsync(Read, cancellationToken);
        return rows.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    private static HourCount Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetDateTime(1), reader.GetDateTime(2), reader.GetInt64(3), reader.GetInt32(4), reader.GetInt32(5));
}
