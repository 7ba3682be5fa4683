using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Counting;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>What a sensor's lines counted in each hour of a day, and what their factors make of it.</summary>
/// <param name="day">The day.</param>
/// <param name="calendar">Of the store.</param>
/// <param name="sums">The sensor's day as live numbers have it, of the same readings.</param>
/// <param name="open">When the store is open that day.</param>
internal sealed class HourCounts(
    BusinessDay day, StoreCalendar calendar, SensorDay sums, ImmutableArray<(DateTimeOffset Open, DateTimeOffset Close)> open)
{
    private const int Ways = 2 * LineRules.MaxLines;
    private readonly int _hours = day.Hours.Length;

    // By line and direction as the device counts them, then hour: a way's day lies in a row.
    private readonly long[] _ways = new long[Ways * day.Hours.Length];
    private readonly long[] _passing = new long[day.Hours.Length];
    private readonly long[] _open = new long[day.Hours.Length];

    // The same, of each way by itself: a long reading is shared as one for the day's numbers, way by way for factors.
    private readonly long[] _openWays = new long[day.Hours.Length];
    private readonly LineRules _rules = sums.Rules;
    private bool _isCalibrated;

    public long BusinessHoursEntries { get; private set; }

    /// <summary>Entries of an hour while the store was open; null where factors make them of the whole day's.</summary>
    public long? OpenEntries(int hour) => _isCalibrated ? null : _open[hour];

    public void Add(in ReadingRow row)
    {
        DateTimeOffset start = row.Start, end = row.End;
        if (end - start > TimeSpan.FromHours(1))
        {
            AddLong(row.Counts, start, end);
            return;
        }

        if (!day.Contains(start))
        {
            return;
        }

        var hour = day.HourIndexOf(start);
        var crossings = Crossings.Of(row.Counts, _rules);
        _passing[hour] += crossings.Passing;
        var entriesWhileOpen = IsOpen(start) ? crossings.Entries : 0;
        _open[hour] += entriesWhileOpen;
        _openWays[hour] += entriesWhileOpen;
        for (var i = 0; i < row.Counts.Length && i < Ways; i++)
        {
            _ways[(i * _hours) + hour] += row.Counts[i];
        }
    }

    /// <summary>Applies the factors, when all is added.</summary>
    public void Calibrate()
    {
        if (!_rules.IsCalibrated)
        {
            BusinessHoursEntries = _open.Sum();
            return;
        }

        var before = Enumerable.Range(0, _hours).Select(hour => Doors(hour, 0)).ToArray();
        _isCalibrated = true;
        for (var i = 0; i < Ways; i++)
        {
            Calibration.Apply(_ways.AsSpan(i * _hours, _hours), _rules[i / 2].Factor);
        }

        // Of an hour that was open in part, the same part as before.
        for (var hour = 0; hour < _hours; hour++)
        {
            BusinessHoursEntries += before[hour] == 0 ? 0 : ((Entries(hour) * _openWays[hour] * 2) + before[hour]) / (2 * before[hour]);
        }
    }

    public long Entries(int hour) => _isCalibrated ? Doors(hour, 0) : sums.HourEntries[hour];

    public long Exits(int hour) => _isCalibrated ? Doors(hour, 1) : sums.HourExits[hour];

    public long Passing(int hour)
    {
        if (!_isCalibrated)
        {
            return _passing[hour];
        }

        long sum = 0;
        for (var line = 0; line < LineRules.MaxLines; line++)
        {
            sum += _rules[line] is { IsCounted: true, IsDoor: false } ? Line(line, hour) : 0;
        }

        return sum;
    }

    /// <summary>As the device counted; null where no line has a factor.</summary>
    public RawCounts? Counted(int hour) => _isCalibrated ? new RawCounts(sums.HourEntries[hour], sums.HourExits[hour], _passing[hour]) : null;

    /// <summary>In + out of each counted line.</summary>
    public ImmutableSortedDictionary<string, long> Lines(int hour)
    {
        var lines = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        for (var line = 0; line < LineRules.MaxLines; line++)
        {
            if (_rules[line].IsCounted && Line(line, hour) is var sum and not 0)
            {
                lines[LineKeys.All[line]] = sum;
            }
        }

        return lines.ToImmutable();
    }

    private void AddLong(int[] counts, DateTimeOffset start, DateTimeOffset end)
    {
        var crossings = Crossings.Of(counts, _rules);
        HourShares.Split(crossings.Passing, start, end, day, calendar, (hour, part) => _passing[hour] += part);
        // Its part of an hour begins with the hour.
        HourShares.Split(crossings.Entries, start, end, day, calendar, (hour, part) =>
            _open[hour] += IsOpen(day.Hours[hour].Start > start ? day.Hours[hour].Start : start) ? part : 0);
        for (var i = 0; i < counts.Length && i < Ways; i++)
        {
            var (way, rule) = (i * _hours, _rules[i / 2]);
            var isEntry = rule.IsDoor && (i % 2 == 0) != rule.Invert;
            HourShares.Split(counts[i], start, end, day, calendar, (hour, part) =>
            {
                _ways[way + hour] += part;
                _openWays[hour] += isEntry && IsOpen(day.Hours[hour].Start > start ? day.Hours[hour].Start : start) ? part : 0;
            });
        }
    }

    private bool IsOpen(DateTimeOffset at)
    {
        foreach (var hours in open)
        {
            if (at >= hours.Open && at < hours.Close)
            {
                return true;
            }
        }

        return false;
    }

    private long Line(int line, int hour) => _ways[(2 * line * _hours) + hour] + _ways[(((2 * line) + 1) * _hours) + hour];

    private long Doors(int hour, int direction)
    {
        long sum = 0;
        for (var line = 0; line < LineRules.MaxLines; line++)
        {
            var rule = _rules[line];
            if (rule.IsDoor)
            {
                sum += _ways[(((2 * line) + (rule.Invert ? 1 - direction : direction)) * _hours) + hour];
            }
        }

        return sum;
    }
}
