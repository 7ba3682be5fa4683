using System.Collections.Immutable;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Arithmetic over hour rows.</summary>
public static class HourRows
{
    /// <summary>
    /// What hours add up to over a stretch of time: sums of counts, the time-weighted mean of means, the highest peak and when it was first.
    /// Rates are made of the totals afterwards, never of rates.
    /// </summary>
    /// <param name="rows">At least one; of one store or one sensor, in order.</param>
    /// <param name="start">UTC.</param>
    /// <param name="end">UTC, exclusive.</param>
    public static HourRow Combine(IReadOnlyList<HourRow> rows, DateTimeOffset start, DateTimeOffset end)
    {
        var highest = rows.MaxBy(row => row.PeakOccupancy)!;
        var heat = rows.Where(row => row.HeatAverage is not null).ToArray();
        return new HourRow(
            rows[0].SensorKey, start, end, rows.Sum(row => row.Entries), rows.Sum(row => row.Exits), rows.Sum(row => row.Passing),
            Merge(rows, row => row.Lines, (a, b) => a + b),
            rows.Sum(row => row.AvgOccupancy * Minutes(row)) / rows.Sum(Minutes), highest.PeakOccupancy, highest.PeakAt, rows.Sum(row => row.Drift),
            Averages(rows), Merge(rows, row => row.RegionMaxima, Math.Max), Merge(rows, row => row.RegionVisits, (a, b) => a + b),
            heat.Length == 0 ? null : heat.Average(row => row.HeatAverage!.Value), heat.Length == 0 ? null : heat.Max(row => row.HeatMaximum),
            Seconds(rows, row => row.CoveredSeconds), Seconds(rows, row => row.ExpectedSeconds))
        {
            Counted = RawOf(rows),
            DelayedSeconds = Seconds(rows, row => row.DelayedSeconds),
        };
    }

    /// <summary>What devices counted over rows; null when none of them is calibrated.</summary>
    public static RawCounts? RawOf(IReadOnlyCollection<HourRow> rows) => rows.All(row => row.Counted is null)
        ? null
        : new RawCounts(rows.Sum(row => row.Raw.Entries), rows.Sum(row => row.Raw.Exits), rows.Sum(row => row.Raw.Passing));

    /// <summary>The length of a row's hour.</summary>
    public static double Minutes(HourRow row) => (row.HourEnd - row.HourStart).TotalMinutes;

    /// <summary>One map of several, of the values of one key by <paramref name="add"/>.</summary>
    public static ImmutableSortedDictionary<string, T> Merge<TRow, T>(
        IEnumerable<TRow> rows, Func<TRow, ImmutableSortedDictionary<string, T>> map, Func<T, T, T> add)
    {
        var merged = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var (key, value) in rows.SelectMany(map))
        {
            merged[key] = merged.TryGetValue(key, out var known) ? add(known, value) : value;
        }

        return merged.ToImmutable();
    }

    // Years of a store with many sensors are more than fits.
    private static int Seconds(IEnumerable<HourRow> rows, Func<HourRow, int> value) => (int)Math.Min(int.MaxValue, rows.Sum(row => (long)value(row)));

    private static ImmutableSortedDictionary<string, double> Averages(IReadOnlyList<HourRow> rows)
    {
        var keys = rows.SelectMany(row => row.RegionAverages.Keys).Distinct();
        return keys.ToImmutableSortedDictionary(
            key => key,
            key =>
            {
                var known = rows.Where(row => row.RegionAverages.ContainsKey(key)).ToArray();
                return known.Sum(row => row.RegionAverages[key] * Minutes(row)) / known.Sum(Minutes);
            },
            StringComparer.Ordinal);
    }
}
