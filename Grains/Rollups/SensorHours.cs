using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Counting;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>One sensor's business day, hour by hour, from its stored readings.</summary>
internal sealed class SensorHours
{
    private readonly SensorSettings _sensor;
    private readonly BusinessDay _day;
    private readonly StoreCalendar _calendar;
    private readonly SensorDay _sums;
    private readonly HourCounts _counts;
    private readonly int[] _covered;
    private readonly int[] _delayed;
    private readonly int[] _expected;
    private readonly bool[] _touched;
    private readonly List<double>[] _heat;
    private readonly RegionHours _regions;
    private readonly DayCarry? _carry;

    /// <summary>Of its readings that touch the hours that are made, all when nothing is carried.</summary>
    public SensorHours(
        SensorSettings sensor, SensorReadings readings, BusinessDay day, StoreCalendar calendar, ImmutableArray<(DateTimeOffset Open, DateTimeOffset Close)> open,
        DayCarry? carry)
    {
        _sensor = sensor;
        _carry = carry;
        _day = day;
        _calendar = calendar;
        _sums = new SensorDay(day, calendar, LineRules.Of(sensor.Config));
        var hours = day.Hours.Length;
        _counts = new HourCounts(day, calendar, _sums, open);
        _covered = new int[hours];
        _delayed = new int[hours];
        _expected = new int[hours];
        _touched = new bool[hours];
        _heat = [.. Enumerable.Range(0, hours).Select(_ => new List<double>())];
        _regions = new RegionHours(day, calendar);
        foreach (var row in readings.Of(ReadingKind.People))
        {
            _sums.Add(ReadingKind.People, row);
            AddPeople(row, open);
        }

        _counts.Calibrate();

        foreach (var row in readings.Of(ReadingKind.Regions))
        {
            _regions.Add(row);
            Touch(row);
        }

        foreach (var row in readings.Of(ReadingKind.Heat).Where(row => day.Contains(row.Start)))
        {
            _heat[day.HourIndexOf(row.Start)].Add(row.Heat);
            Touch(row);
        }

        var first = readings.Of(ReadingKind.People) is [var earliest, ..] && earliest.Start < sensor.CreatedAt ? earliest.Start : sensor.CreatedAt;
        ExpectFrom(first, open);
    }

    public bool HasReadings => _touched.Any(touched => touched) || _carry?.HasRows(_sensor.SensorKey) == true;

    /// <summary>How many slots of the day its line crossings have been observed.</summary>
    public int ObservedSlots { get; private set; }

    /// <summary>Entries while the store was open: each belongs to the instant at which its reading starts, or its part of a long one.</summary>
    public long BusinessHoursEntries => _counts.BusinessHoursEntries;

    public ReadOnlySpan<long> Flow => _sums.Flow;

    public bool Touches(int hour) => _touched[hour];

    public long Entries(int hour) => _counts.Entries(hour);

    public long Exits(int hour) => _counts.Exits(hour);

    public long Passing(int hour) => _counts.Passing(hour);

    /// <summary>What the device counted; null where no line has a factor.</summary>
    public RawCounts? Counted(int hour) => _counts.Counted(hour);

    /// <summary>Of the covered seconds, those whose readings came late.</summary>
    public int DelayedSeconds(int hour) => _delayed[hour];

    public IReadOnlyList<double> Heat(int hour) => _heat[hour];

    public int CoveredSeconds(int hour) => _covered[hour];

    public int ExpectedSeconds(int hour) => _expected[hour];

    public ImmutableSortedDictionary<string, double> RegionAverages(int hour) => _regions.Averages(hour);

    public ImmutableSortedDictionary<string, int> RegionMaxima(int hour) => _regions.Maxima(hour);

    public ImmutableSortedDictionary<string, long> RegionVisits(int hour) => _regions.Visits(hour);

    /// <summary>In + out of each counted line.</summary>
    public ImmutableSortedDictionary<string, long> Lines(int hour) => _counts.Lines(hour);

    /// <summary>Entries of an hour while the store was open; null where factors make them of the whole day's.</summary>
    public long? OpenEntries(int hour) => _counts.OpenEntries(hour);

    public IEnumerable<HourRow> Rows()
    {
        var curve = _carry is null
            ? OccupancyCurve.Of(Flow, _day.SlotCount)
            : OccupancyCurve.Of(Flow, _day.SlotCount, [], _day.SlotOf(_day.Hours[_carry.First].Start), _carry.Occupancy(_sensor.SensorKey));
        for (var hour = _carry?.First ?? 0; hour < _day.Hours.Length; hour++)
        {
            if (!_touched[hour])
            {
                continue;
            }

            var occupancy = new HourOccupancy(_day, hour, curve, ObservedSlots);
            yield return new HourRow(
                _sensor.SensorKey, _day.Hours[hour].Start, _day.Hours[hour].End, Entries(hour), Exits(hour), Passing(hour), Lines(hour),
                occupancy.Mean, occupancy.Peak, occupancy.PeakAt, occupancy.Drift,
                RegionAverages(hour), RegionMaxima(hour), RegionVisits(hour),
                _heat[hour].Count == 0 ? null : _heat[hour].Average(), _heat[hour].Count == 0 ? null : _heat[hour].Max(),
                _covered[hour], _expected[hour])
            {
                Counted = Counted(hour),
                DelayedSeconds = _delayed[hour],
                Carry = OpenEntries(hour) is { } entries ? new HourCarry(occupancy.AtEnd, entries) : null,
            };
        }
    }

    private void AddPeople(ReadingRow row, ImmutableArray<(DateTimeOffset Open, DateTimeOffset Close)> open)
    {
        Touch(row);
        DateTimeOffset start = row.Start, end = row.End, until = row.ObservedUntil;
        if (until > _day.Start)
        {
            var last = until < _day.End ? until : _day.End;
            ObservedSlots = Math.Max(ObservedSlots, _day.SlotOf(last - TimeSpan.FromTicks(1)) + 1);
        }

        _counts.Add(row);
        var isLate = row.IsLate;
        for (var hour = 0; hour < _covered.Length; hour++)
        {
            var seconds = OpenSeconds(_day.Hours[hour], start, end, open);
            _covered[hour] += seconds;
            _delayed[hour] += isLate ? seconds : 0;
        }
    }

    private void Touch(in ReadingRow row)
    {
        for (var hour = 0; hour < _touched.Length; hour++)
        {
            var (start, end) = (_day.Hours[hour].Start, _day.Hours[hour].End);
            _touched[hour] |= (row.Start < end && row.End > start) || (row.Start >= start && row.Start < end);
        }
    }

    private void ExpectFrom(DateTimeOffset first, ImmutableArray<(DateTimeOffset Open, DateTimeOffset Close)> open)
    {
        // A sensor that is switched off, or deleted and silent, owes nothing; a bucket that it did send still counts as covered.
        for (var hour = 0; hour < _expected.Length; hour++)
        {
            var carried = hour < _carry?.First ? _carry.ExpectedSeconds(_sensor.SensorKey, _day.Hours[hour].Start) : null;
            _expected[hour] = carried
                ?? (_sensor.IsActive || HasReadings ? OpenSeconds(_day.Hours[hour], first, DateTimeOffset.MaxValue, open) : _covered[hour]);
        }
    }

    private static int OpenSeconds(LocalHour hour, DateTimeOffset from, DateTimeOffset to, ImmutableArray<(DateTimeOffset Open, DateTimeOffset Close)> open)
    {
        var seconds = 0.0;
        foreach (var (opens, closes) in open)
        {
            var start = Max(Max(hour.Start, from), opens);
            var end = Min(Min(hour.End, to), closes);
            seconds += end > start ? (end - start).TotalSeconds : 0;
        }

        return (int)seconds;
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
