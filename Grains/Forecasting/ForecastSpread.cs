using RetailOrleans.Storage.Patterns;

namespace RetailOrleans.Grains.Forecasting;

/// <summary>
/// How far forecasts of this store miss, by its own past: forecasts are made as they would have been made one to ten weeks ago, and compared
/// with what came. A miss is measured in the spread of people who come one by one on days that differ: f + (s·f)² around an expected f.
/// Intervals are quantiles of these measured misses, of the first and the second week ahead apart.
/// </summary>
internal sealed class ForecastSpread
{
    private const int MostOrigins = 20;
    private const int Week = 7;
    private readonly double[][] _hours;
    private readonly double[][] _days;
    private readonly double _share;
    private readonly double _tail;

    private ForecastSpread(double[][] hours, double[][] days, double share, double tail) => (_hours, _days, _share, _tail) = (hours, days, share, tail);

    /// <summary>The spread of forecasts that these days could have had.</summary>
    /// <param name="days">In order of their dates.</param>
    /// <param name="leastTraining">Days that a forecast needs.</param>
    /// <param name="coverage">The part of hours within their interval.</param>
    public static ForecastSpread Of(ReadOnlySpan<CountedDay> days, int leastTraining, double coverage)
    {
        var misses = new List<(int Group, double Expected, double Entries)>();
        var dayMisses = new List<(int Group, double Ratio)>();
        for (var back = 1; back <= MostOrigins && days.Length > 0; back++)
        {
            var origin = days[^1].Date.AddDays(-Week * back);
            var split = 0;
            while (split < days.Length && days[split].Date <= origin)
            {
                split++;
            }

            if (split < leastTraining)
            {
                break;
            }

            var model = DemandModel.Of(days[..split]);
            foreach (var day in days[split..])
            {
                var group = (day.Date.DayNumber - origin.DayNumber - 1) / Week;
                if (group > 1)
                {
                    break;
                }

                double expectedOfDay = 0, entriesOfDay = 0;
                foreach (var hour in day.Hours)
                {
                    if (!day.IsException && model.Expect(day.Date, false, hour.Minute, hour.OpenShare) is { } expected)
                    {
                        misses.Add((group, expected, hour.Entries));
                        expectedOfDay += expected;
                        entriesOfDay += hour.Entries;
                    }
                }

                if (expectedOfDay >= 1)
                {
                    dayMisses.Add((group, (entriesOfDay - expectedOfDay) / expectedOfDay));
                }
            }
        }

        var share = ShareOf(misses);
        double[][] ByGroup<T>(List<T> all, Func<T, int> group, Func<T, double> value)
        {
            var second = all.Where(one => group(one) == 1).Select(value).Order().ToArray();
            var first = all.Where(one => group(one) == 0).Select(value).Order().ToArray();

            // With little history only the first week was ever tried.
            return [first, second.Length >= first.Length / 2 ? second : first];
        }

        return new ForecastSpread(
            ByGroup(misses, miss => miss.Group, miss => (miss.Entries - miss.Expected) / Deviation(miss.Expected, share)),
            ByGroup(dayMisses, miss => miss.Group, miss => miss.Ratio), share, (1 - coverage) / 2);
    }

    /// <summary>The interval of an hour.</summary>
    /// <param name="expected">People.</param>
    /// <param name="daysAhead">From 1.</param>
    public (int Low, int High) Hour(double expected, int daysAhead)
    {
        var (low, high) = Tails(_hours[Group(daysAhead)], -1.2816, 1.2816);
        var deviation = Deviation(expected, _share);
        return Whole(expected, expected + (low * deviation), expected + (high * deviation));
    }

    /// <summary>The interval of a day's sum.</summary>
    public (int Low, int High) Day(double expected, int daysAhead)
    {
        var share = Math.Max(_share, 0.1);
        var (low, high) = Tails(_days[Group(daysAhead)], -1.2816 * share, 1.2816 * share);
        return Whole(expected, expected * (1 + low), expected * (1 + high));
    }

    private (double Low, double High) Tails(double[] sorted, double low, double high) =>
        sorted.Length < 10 ? (low, high) : (Math.Min(0, Quantiles.Of(sorted, _tail)), Math.Max(0, Quantiles.Of(sorted, 1 - _tail)));

    private static int Group(int daysAhead) => daysAhead <= Week ? 0 : 1;

    private static (int Low, int High) Whole(double expected, double low, double high) => (
        (int)Math.Max(0, Math.Round(Math.Min(low, expected))), (int)Math.Min(int.MaxValue, Math.Round(Math.Max(high, expected))));

    private static double Deviation(double expected, double share) => Math.Sqrt(Math.Max(expected, 0.5) + (share * share * expected * expected));

    /// <summary>By what share days differ from what was expected, beyond people who come one by one.</summary>
    private static double ShareOf(List<(int Group, double Expected, double Entries)> misses)
    {
        var shares = misses.Where(miss => miss.Expected >= 5)
            .Select(miss => (((miss.Entries - miss.Expected) * (miss.Entries - miss.Expected)) - miss.Expected) / (miss.Expected * miss.Expected)).Order().ToArray();
        return shares.Length == 0 ? 0.15 : Math.Sqrt(Math.Max(0.0004, shares[(shares.Length / 10)..^(shares.Length / 10)].DefaultIfEmpty(0.02).Average()));
    }
}
