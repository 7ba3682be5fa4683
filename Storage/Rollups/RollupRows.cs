using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Rows of rollups as they are in the tables.</summary>
internal static class RollupRows
{
    /// <summary>What hours and days have in common, in the order that <see cref="ReadTotals"/> reads.</summary>
    public const string Totals =
        "entries, exits, passing, line_counts, avg_occupancy, peak_occupancy, peak_at, drift, "
        + "region_avg, region_max, region_visits, heat_avg, heat_max, covered_s, expected_s, "
        + "counted_entries, counted_exits, counted_passing, delayed_s";

    /// <summary><see cref="Totals"/> without what is kept by line and region, which costs more to read than all the rest.</summary>
    public const string TotalsWithoutMaps =
        "entries, exits, passing, null::text, avg_occupancy, peak_occupancy, peak_at, drift, "
        + "null::text, null::text, null::text, heat_avg, heat_max, covered_s, expected_s, "
        + "counted_entries, counted_exits, counted_passing, delayed_s";

    /// <summary>How many columns the totals are.</summary>
    public const int TotalColumns = 19;

    /// <summary>The totals that stand at <paramref name="at"/> and behind.</summary>
    public static HourRow ReadTotals(NpgsqlDataReader reader, int sensorKey, DateTimeOffset start, DateTimeOffset end, int at) => new(
        sensorKey, start, end, reader.GetInt64(at), reader.GetInt64(at + 1), reader.GetInt64(at + 2), Map<long>(reader, at + 3),
        reader.GetDouble(at + 4), reader.GetInt32(at + 5), reader.IsDBNull(at + 6) ? null : reader.GetDateTime(at + 6), reader.GetDouble(at + 7),
        Map<double>(reader, at + 8), Map<int>(reader, at + 9), Map<long>(reader, at + 10),
        reader.IsDBNull(at + 11) ? null : reader.GetDouble(at + 11), reader.IsDBNull(at + 12) ? null : reader.GetDouble(at + 12),
        reader.GetInt32(at + 13), reader.GetInt32(at + 14))
    {
        Counted = reader.IsDBNull(at + 15) ? null : new RawCounts(reader.GetInt64(at + 15), reader.GetInt64(at + 16), reader.GetInt64(at + 17)),
        DelayedSeconds = reader.IsDBNull(at + 18) ? 0 : reader.GetInt32(at + 18),
    };

    /// <summary>A column of many rows.</summary>
    public static NpgsqlParameter Column<T>(IReadOnlyList<HourRow> rows, Func<HourRow, T> value) => new() { Value = rows.Select(value).ToArray() };

    /// <summary>An object per row; null where it is empty.</summary>
    public static NpgsqlParameter Json<T>(IReadOnlyList<HourRow> rows, Func<HourRow, ImmutableSortedDictionary<string, T>> value) => new()
    {
        Value = rows.Select(row => Text(value(row))).ToArray(),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
    };

    /// <summary>An object; null when it is empty.</summary>
    public static string? Text<T>(ImmutableSortedDictionary<string, T> map) => map.IsEmpty ? null : JsonSerializer.Serialize(map);

    private static ImmutableSortedDictionary<string, T> Map<T>(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column)
            ? ImmutableSortedDictionary<string, T>.Empty
            : JsonSerializer.Deserialize<Dictionary<string, T>>(reader.GetString(column))!.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
