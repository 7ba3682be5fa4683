using System.Runtime.InteropServices;
using RetailOrleans.Storage.Patterns;

namespace RetailOrleans.Grains.Forecasting;

/// <summary>
/// How a store's visitors spread over its week: for each weekday and hour the entries of an open hour on a day of level 1. Made of the last
/// half year, newer weeks counting more; every day is divided by its own level first, so that a rainy Tuesday says as much about the shape
/// of Tuesdays as a sunny one.
/// </summary>
internal sealed class WeekProfile
{
    private const int MinutesOfDay = 1440;
    private const int MostDays = 26 * 7;
    private const double HalfLifeDays = 70;

    /// <summary>A day's hours that stand for less than this of its day say nothing about its level.</summary>
    private const double LeastShare = 0.4;

    /// <summary>The shape of all weekdays together counts as much as so many days of one weekday.</summary>
    private const double CommonWeight = 1;

    /// <summary>Of a day on which hardly anybody is expected, nobody or two say little: so many people are taken to have come as expected.</summary>
    private const double Prior = 2;

    private readonly Dictionary<int, double> _rates;
    private readonly Dictionary<int, double> _common;

    private readonly double[] _wholeDays = new double[7];

    private WeekProfile(Dictionary<int, double> rates, Dictionary<int, double> common)
    {
        (_rates, _common) = (rates, common);
        foreach (var (key, rate) in rates)
        {
            _wholeDays[key / MinutesOfDay] += rate;
        }
    }

    /// <summary>The profile of the days, in order of their dates; days with hours of their own do not count.</summary>
    public static WeekProfile Of(ReadOnlySpan<CountedDay> days)
    {
        if (days.IsEmpty)
        {
            return new WeekProfile([], []);
        }

        var first = days[^1].Date.AddDays(-MostDays);
        var usual = new List<CountedDay>(MostDays);
        foreach (var day in days)
        {
            if (day.Date > first && !day.IsException)
            {
                usual.Add(day);
            }
        }

        var rough = new WeekProfile(Rough(usual), []);
        var sums = new Dictionary<int, Sum>();
        foreach (var day in usual)
        {
            if (rough.LevelOf(day) is not { } level)
            {
                continue;
            }

            var weight = Math.Pow(0.5, (days[^1].Date.DayNumber - day.Date.DayNumber) / HalfLifeDays);
            foreach (var hour in day.Hours)
            {
                var key = Key(day.Date, hour.Minute);
                var entries = Usual(hour.Entries / hour.OpenShare, rough._rates[key] * level);
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
                sum = new Sum(sum.Entries + (weight * entries), sum.Levels + (weight * level), sum.Weights + weight);
            }
        }

        return Blend(sums);
    }

    /// <summary>Entries of a whole open hour on a day of level 1; null when nobody knows.</summary>
    public double? Rate(DateOnly date, int minute) =>
        _rates.TryGetValue(Key(date, minute), out var rate) ? rate : _common.TryGetValue(minute, out var common) ? common : null;

    /// <summary>
    /// How busy a day was, beside the profile: 1 = as busy as usual. One odd hour makes no busy day. Null when too little of it was counted.
    /// </summary>
    public double? LevelOf(CountedDay day)
    {
        var known = new List<(double Expected, double Entries)>(day.Hours.Length);
        foreach (var hour in day.Hours)
        {
            if (Rate(day.Date, hour.Minute) is { } rate)
            {
                known.Add((rate * hour.OpenShare, hour.Entries));
            }
        }

        var expected = known.Sum(hour => hour.Expected);
        if (expected <= 0 || expected < LeastShare * _wholeDays[(int)day.Date.DayOfWeek])
        {
            return null;
        }

        var middle = MiddleRatio(known, expected);
        return (known.Sum(hour => Usual(hour.Entries, hour.Expected * middle)) + Prior) / (expected + Prior);
    }

    /// <summary>Entries of an hour, or what was expected where far more came: one bus of tourists is not the shape of the week.</summary>
    private static double Usual(double entries, double expected) => entries > (1.5 * expected) + (3 * Math.Sqrt(expected)) + 3 ? expected : entries;

    /// <summary>The ratio of entries to what is expected that half of the day's expected people are above.</summary>
    private static double MiddleRatio(List<(double Expected, double Entries)> hours, double expected)
    {
        hours.Sort((a, b) => (a.Entries * b.Expected).CompareTo(b.Entries * a.Expected));
        var sum = 0.0;
        foreach (var hour in hours)
        {
            sum += hour.Expected;
            if (hour.Expected > 0 && sum >= expected / 2)
            {
                return hour.Entries / hour.Expected;
            }
        }

        return 1;
    }

    /// <summary>Medians; of quiet hours, whose medians are often 0, means in which one odd hour counts little.</summary>
    private static Dictionary<int, double> Rough(List<CountedDay> days) => days
        .SelectMany(day => day.Hours.Select(hour => (Key: Key(day.Date, hour.Minute), Rate: hour.Entries / hour.OpenShare)))
        .GroupBy(hour => hour.Key, hour => hour.Rate)
        .ToDictionary(hour => hour.Key, hour =>
        {
            double[] sorted = [.. hour.Order()];
            var median = Quantiles.Middle(sorted);
            return median >= 5 ? median : sorted.Average(rate => Math.Min(rate, (3 * median) + 3));
        });

    private static WeekProfile Blend(Dictionary<int, Sum> sums)
    {
        var wholeDays = new double[7];
        foreach (var (key, sum) in sums)
        {
            wholeDays[key / MinutesOfDay] += sum.Rate;
        }

        // Of each hour of the clock: its part of a day, over the weekdays that have it.
        var parts = sums.GroupBy(sum => sum.Key % MinutesOfDay).ToDictionary(
            hour => hour.Key,
            hour => hour.Sum(sum => sum.Value.Rate) / Math.Max(1e-9, hour.Sum(sum => wholeDays[sum.Key / MinutesOfDay])));
        var ordinary = wholeDays.Where(total => total > 0).DefaultIfEmpty().Average();
        return new WeekProfile(
            sums.ToDictionary(
                sum => sum.Key,
                sum => ((sum.Value.Weights * sum.Value.Rate) + (CommonWeight * wholeDays[sum.Key / MinutesOfDay] * parts[sum.Key % MinutesOfDay]))
                    / (sum.Value.Weights + CommonWeight)),
            parts.ToDictionary(part => part.Key, part => part.Value * ordinary));
    }

    private static int Key(DateOnly date, int minute) => ((int)date.DayOfWeek * MinutesOfDay) + minute;

    private readonly record struct Sum(double Entries, double Levels, double Weights)
    {
        public double Rate => Levels > 0 ? Entries / Levels : 0;
    }
}
