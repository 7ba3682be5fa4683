using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>What is made of totals when they are read, each by one definition. Null where there is nothing to divide by.</summary>
internal static class Figures
{
    /// <summary>A mean stay needs so many people to say anything.</summary>
    private const int DwellNeedsEntries = 10;

    /// <summary>Mean stay in minutes by Little's law: mean occupancy × minutes / entries; null with fewer than 10 entries.</summary>
    public static double? Dwell(double avgOccupancy, double minutes, long entries) =>
        entries < DwellNeedsEntries ? null : Math.Round(avgOccupancy * minutes / entries, 2);

    /// <summary>Occupancy / capacity; null without a capacity.</summary>
    public static double? Utilization(double occupancy, int? capacity) => capacity is { } most ? Math.Round(occupancy / most, 4) : null;

    /// <summary>Each line's share of all that the counted lines saw; null when they saw nobody.</summary>
    public static ImmutableSortedDictionary<string, double>? LineDistribution(ImmutableSortedDictionary<string, long> lines) => Shares(lines, count => count);

    /// <summary>Each region's share of all visits; where none are counted, of the mean of people present.</summary>
    public static ImmutableSortedDictionary<string, double>? RegionShare(HourRow row) =>
        row.RegionVisits.IsEmpty ? Shares(row.RegionAverages, people => people) : Shares(row.RegionVisits, count => count);

    /// <summary>Transactions / entries, a fraction; null without sales or entries.</summary>
    public static double? Conversion(long? transactions, long? entries) =>
        transactions is { } sold && entries is > 0 ? Math.Round(sold / (double)entries.Value, 4) : null;

    /// <summary>Revenue over a number of transactions or people, in 2 decimals.</summary>
    public static decimal? Per(decimal? revenue, long? count) =>
        revenue is { } money && count is > 0 ? Math.Round(money / count.Value, 2, MidpointRounding.AwayFromZero) : null;

    /// <summary>(this − then) / then, a fraction; null when then is 0 or missing, or this is missing.</summary>
    public static double? Change(long? now, long? then) =>
        now is { } value && then is { } before and not 0 ? Math.Round((value - before) / (double)before, 4) : null;

    /// <summary>
    /// Covered seconds / expected seconds, at most 1. Of an hour or a day that still runs only the open time that has passed is expected.
    /// </summary>
    public static double? Completeness(
        long covered, long expected, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now,
        Func<IEnumerable<(DateTimeOffset Open, DateTimeOffset Close)>> open)
    {
        double due = expected;
        if (expected > 0 && now > start && now < end)
        {
            var (passed, whole) = (0.0, 0.0);
            foreach (var (opens, closes) in open())
            {
                passed += Seconds(opens, closes, start, now);
                whole += Seconds(opens, closes, start, end);
            }

            due = whole > 0 ? expected * passed / whole : 0;
        }

        return due < 1 ? null : Math.Round(Math.Min(1, covered / due), 4);
    }

    /// <summary>The values in 2 decimals.</summary>
    public static ImmutableSortedDictionary<string, double>? Rounded(ImmutableSortedDictionary<string, double> values) =>
        values.IsEmpty ? null : values.ToImmutableSortedDictionary(value => value.Key, value => Math.Round(value.Value, 2), StringComparer.Ordinal);

    /// <summary>Seconds that a business day is open.</summary>
    public static double OpenSeconds(BusinessDay day, OperatingHours hours, StoreCalendar calendar, DateTimeOffset until) =>
        hours.Intervals(day, calendar).Sum(open => Seconds(open.Open, open.Close, day.Start, until));

    private static ImmutableSortedDictionary<string, double>? Shares<T>(ImmutableSortedDictionary<string, T> values, Func<T, double> number)
    {
        var total = values.Values.Sum(number);
        return total <= 0 ? null : values.ToImmutableSortedDictionary(value => value.Key, value => number(value.Value) / total, StringComparer.Ordinal);
    }

    private static double Seconds(DateTimeOffset opens, DateTimeOffset closes, DateTimeOffset from, DateTimeOffset to)
    {
        var start = opens > from ? opens : from;
        var end = closes < to ? closes : to;
        return end > start ? (end - start).TotalSeconds : 0;
    }
}
