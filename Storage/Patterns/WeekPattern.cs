using System.Collections.Frozen;

namespace RetailOrleans.Storage.Patterns;

/// <summary>
/// What a store's week usually looks like: for each hour of the week the band that its entries lie in, made of the twelve weeks before.
/// A pure function of those weeks, the same for alerts and answers. Immutable.
/// </summary>
/// <remarks>
/// The middle is the median, so that one odd week changes nothing. The width comes from the hour's own spread (median absolute deviation)
/// and, because twelve values say little about it, from that of the whole week: a variance of m + s²m² around a median of m, people who come
/// one by one on days that are all busier or quieter by a share s. Never less than people who come one by one.
/// </remarks>
public sealed class WeekPattern
{
    /// <summary>How many weeks before it a week's pattern is made from.</summary>
    public const int Weeks = 12;

    /// <summary>An hour of the week with fewer counted weeks has no band.</summary>
    public const int LeastWeeks = 4;

    /// <summary>What anomalies are outside of.</summary>
    public const double DefaultCoverage = 0.99;

    /// <summary>The whole week's spread counts as much as so many weeks of the hour's own.</summary>
    private const int PooledWeight = 8;

    /// <summary>Hours with fewer entries say little about how days differ.</summary>
    private const double LeastMedianOfSpread = 10;

    private readonly FrozenDictionary<int, Cell> _cells;
    private readonly double _spread;

    private WeekPattern(DateOnly monday, FrozenDictionary<int, Cell> cells, double spread) => (Monday, _cells, _spread) = (monday, cells, spread);

    /// <summary>The first local date of the week.</summary>
    public DateOnly Monday { get; }

    /// <summary>The pattern of a week.</summary>
    /// <param name="monday">The first local date of the week.</param>
    /// <param name="hours">Counted hours, in any order; those of other weeks than the twelve before do not count.</param>
    public static WeekPattern Of(DateOnly monday, IEnumerable<PatternHour> hours)
    {
        var (from, to) = (monday.AddDays(-7 * Weeks).ToDateTime(TimeOnly.MinValue), monday.ToDateTime(TimeOnly.MinValue));
        var cells = hours.Where(hour => hour.LocalStart >= from && hour.LocalStart < to)
            .GroupBy(hour => MinuteOfWeek(hour.LocalStart), hour => (double)hour.Entries)
            .ToFrozenDictionary(hour => hour.Key, hour => new Cell([.. hour.Order()]));
        var spreads = cells.Values.Where(cell => cell.Count >= LeastWeeks && cell.Median >= LeastMedianOfSpread)
            .Select(cell => Math.Max(0, cell.Variance - cell.Median) / (cell.Median * cell.Median)).Order().ToArray();
        return new WeekPattern(monday, cells, spreads.Length == 0 ? 0 : Quantiles.Middle(spreads));
    }

    /// <summary>The Monday of the week that a local time is in.</summary>
    public static DateOnly MondayOf(DateTime local) => DateOnly.FromDateTime(local).AddDays(-(((int)local.DayOfWeek + 6) % 7));

    /// <summary>The band of an hour of this week; null when too few of the weeks before know the hour.</summary>
    /// <param name="localStart">What the store's clock shows at the hour's start. Both of the repeated hours in autumn have the same band.</param>
    /// <param name="coverage">The part of ordinary hours that lies within, between 0 and 1.</param>
    public ExpectedBand? Band(DateTime localStart, double coverage = DefaultCoverage)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(coverage, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(coverage, 1);
        if (!_cells.TryGetValue(MinuteOfWeek(localStart), out var cell) || cell.Count < LeastWeeks)
        {
            return null;
        }

        var (count, median) = (cell.Count, cell.Median);
        var pooled = median + (_spread * median * median);
        var variance = Math.Max(Math.Max(median, 1), ((count * cell.Variance) + (PooledWeight * pooled)) / (count + PooledWeight));

        // The median itself is uncertain, with a variance of π/2n of one value's.
        var width = Quantiles.StudentT((1 + coverage) / 2, count + PooledWeight - 1) * Math.Sqrt(variance * (1 + (Math.PI / (2 * count))));
        return new ExpectedBand(Math.Max(0, median - width), median, median + width, coverage, count);
    }

    private static int MinuteOfWeek(DateTime local) => ((((int)local.DayOfWeek + 6) % 7) * 1440) + (local.Hour * 60) + local.Minute;

    /// <summary>What one hour of the week had.</summary>
    private readonly record struct Cell
    {
        public Cell(double[] sorted)
        {
            Count = sorted.Length;
            Median = Quantiles.Middle(sorted);
            var median = Median;

            // 1.4826: of a normal distribution the deviation is so much more than the median absolute one; few values show less of it.
            var deviation = 1.4826 * Quantiles.Middle([.. sorted.Select(value => Math.Abs(value - median)).Order()]) * Count / Math.Max(1, Count - 0.8);
            Variance = deviation * deviation;
        }

        public int Count { get; }

        public double Median { get; }

        public double Variance { get; }
    }
}
