using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Counting;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Grains.Rollups;

/// <summary>A sensor's regions, hour by hour: visits add up, people present have a time-weighted mean and a maximum. Never mixed.</summary>
internal sealed class RegionHours(BusinessDay day, StoreCalendar calendar)
{
    private readonly long[,] _visits = new long[day.Hours.Length, LineRules.MaxLines];
    private readonly double[,] _personSeconds = new double[day.Hours.Length, LineRules.MaxLines];
    private readonly double[] _observedSeconds = new double[day.Hours.Length];
    private readonly int[,] _most = new int[day.Hours.Length, LineRules.MaxLines];
    private int _regions;

    public void Add(in ReadingRow row)
    {
        _regions = Math.Max(_regions, row.Counts.Length);
        if (row.SubKind == (int)RegionCountKind.Visits)
        {
            DateTimeOffset start = row.Start, end = row.End;
            for (var region = 0; region < row.Counts.Length; region++)
            {
                var index = region;
                HourShares.Split(row.Counts[region], start, end, day, calendar, (hour, part) => _visits[hour, index] += part);
            }

            return;
        }

        for (var hour = 0; hour < day.Hours.Length; hour++)
        {
            var seconds = OverlapSeconds(row, day.Hours[hour]);
            if (seconds > 0)
            {
                _observedSeconds[hour] += seconds;
                for (var region = 0; region < row.Counts.Length; region++)
                {
                    _personSeconds[hour, region] += row.Counts[region] * seconds;
                    _most[hour, region] = Math.Max(_most[hour, region], row.Counts[region]);
                }
            }
        }
    }

    public ImmutableSortedDictionary<string, long> Visits(int hour) => Map(region => _visits[hour, region], always: false);

    public ImmutableSortedDictionary<string, double> Averages(int hour) =>
        _observedSeconds[hour] > 0 ? Map(region => _personSeconds[hour, region] / _observedSeconds[hour], always: true) : ImmutableSortedDictionary<string, double>.Empty;

    public ImmutableSortedDictionary<string, int> Maxima(int hour) =>
        _observedSeconds[hour] > 0 ? Map(region => _most[hour, region], always: true) : ImmutableSortedDictionary<string, int>.Empty;

    private ImmutableSortedDictionary<string, T> Map<T>(Func<int, T> value, bool always)
        where T : struct, IEquatable<T>
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        for (var region = 0; region < _regions; region++)
        {
            if (always || !value(region).Equals(default))
            {
                map[LineKeys.Regions[region]] = value(region);
            }
        }

        return map.ToImmutable();
    }

    private static double OverlapSeconds(in ReadingRow row, LocalHour hour)
    {
        var start = row.Start > hour.Start ? row.Start : hour.Start.UtcDateTime;
        var end = row.ObservedUntil < hour.End ? row.ObservedUntil : hour.End.UtcDateTime;
        return end > start ? (end - start).TotalSeconds : 0;
    }
}
