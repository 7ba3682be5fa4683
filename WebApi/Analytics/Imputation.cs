using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>
/// What hours without data probably were: the median of the same hour of the week in the four weeks before. Made for one answer, marked
/// there, and never stored.
/// </summary>
internal static class Imputation
{
    /// <summary>How far before a range rows are needed.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromDays(7 * Weeks);

    private const int Weeks = 4;

    /// <summary>Fewer known weeks than this say nothing.</summary>
    private const int LeastWeeks = 2;

    /// <summary>A row for each past hour of the range that has none and can be filled.</summary>
    public static Dictionary<DateTimeOffset, HourRow> Of(
        StoreClock clock, DateTimeOffset from, DateTimeOffset to, IReadOnlyDictionary<DateTimeOffset, HourRow> known)
    {
        var made = new Dictionary<DateTimeOffset, HourRow>();
        if (to <= from || known.Count == 0)
        {
            return made;
        }

        var hours = clock.Calendar.Days(clock.Calendar.DayOf(from - Before).Date, clock.Calendar.DayOf(to.AddTicks(-1)).Date).SelectMany(day => day.Hours).ToArray();
        var byWall = new Dictionary<DateTime, HourRow>();
        foreach (var hour in hours)
        {
            if (known.TryGetValue(hour.Start, out var row))
            {
                // Of the repeated hour in autumn the first.
                byWall.TryAdd(hour.LocalStart, row);
            }
        }

        foreach (var hour in hours)
        {
            if (hour.Start < from || hour.Start >= to || hour.End > clock.Now || known.ContainsKey(hour.Start))
            {
                continue;
            }

            var like = Enumerable.Range(1, Weeks).Select(week => byWall.GetValueOrDefault(hour.LocalStart.AddDays(-7 * week))).OfType<HourRow>().ToArray();
            if (like.Length >= LeastWeeks)
            {
                made.Add(hour.Start, Median(like, hour));
            }
        }

        return made;
    }

    private static HourRow Median(HourRow[] like, LocalHour hour)
    {
        long Whole(Func<HourRow, double> value) => (long)Math.Round(Middle(value), MidpointRounding.AwayFromZero);
        double Middle(Func<HourRow, double> value)
        {
            var sorted = like.Select(value).Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }

        return new HourRow(
            like[0].SensorKey, hour.Start, hour.End, Whole(row => row.Entries), Whole(row => row.Exits), Whole(row => row.Passing),
            ImmutableSortedDictionary<string, long>.Empty, Middle(row => row.AvgOccupancy), (int)Whole(row => row.PeakOccupancy), null, 0,
            ImmutableSortedDictionary<string, double>.Empty, ImmutableSortedDictionary<string, int>.Empty, ImmutableSortedDictionary<string, long>.Empty,
            null, null, 0, (int)Whole(row => row.ExpectedSeconds));
    }
}
