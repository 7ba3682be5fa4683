using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Live;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Grains.Counting;

/// <summary>
/// One sensor's business day as sums over its buckets. A bucket can be taken back exactly, so a corrected one replaces its old numbers.
/// Counts belong to the local hour of the bucket's start, those of a bucket longer than an hour to the hours that it covers; its flow to
/// the slots that it falls in.
/// </summary>
public sealed class SensorDay(BusinessDay day, StoreCalendar calendar, LineRules rules)
{
    private readonly SlotFlow _flow = new(day);
    private readonly int[] _hourEntries = new int[day.Hours.Length];
    private readonly int[] _hourExits = new int[day.Hours.Length];
    private int[]? _hourPassing;
    private readonly long[] _lineIn = new long[LineRules.MaxLines];
    private readonly long[] _lineOut = new long[LineRules.MaxLines];
    private readonly long[] _regionVisits = new long[LineRules.MaxLines];

    public BusinessDay Day => day;

    public LineRules Rules => rules;

    /// <summary>Persons today.</summary>
    public Crossings Total { get; private set; }

    /// <summary>Net flow per slot in millionths of a person.</summary>
    public ReadOnlySpan<long> Flow => _flow.Slots;

    public ReadOnlySpan<int> HourEntries => _hourEntries;

    public ReadOnlySpan<int> HourExits => _hourExits;

    /// <summary>Empty as long as nobody has passed: most sensors have no line for it.</summary>
    public ReadOnlySpan<int> HourPassing => _hourPassing;

    /// <summary>What the rows that begin on this day come to.</summary>
    public DayTally Tally { get; private set; }

    /// <summary>A line's crossings inwards, after inversion; <paramref name="line"/> from 0.</summary>
    public long LineIn(int line) => _lineIn[line];

    /// <summary>A line's crossings outwards, after inversion; <paramref name="line"/> from 0.</summary>
    public long LineOut(int line) => _lineOut[line];

    /// <summary>A region's visits; <paramref name="region"/> from 0.</summary>
    public long RegionVisits(int region) => _regionVisits[region];

    /// <summary>Replaces a bucket: takes the old one back and adds the new one.</summary>
    public void Fold(RowChange change)
    {
        if (change.Old is { } old)
        {
            Apply(change.Kind, old, -1);
        }

        Apply(change.Kind, change.New, 1);
    }

    /// <summary>Adds a bucket.</summary>
    public void Add(ReadingKind kind, in ReadingRow row) => Apply(kind, row, 1);

    private void Apply(ReadingKind kind, in ReadingRow row, int sign)
    {
        if ((row.Start < day.Start.UtcDateTime && row.End <= day.Start.UtcDateTime) || row.Start >= day.End.UtcDateTime)
        {
            return;
        }

        if (kind is ReadingKind.People or ReadingKind.Regions && row.Start >= day.Start.UtcDateTime)
        {
            Tally = Tally.With(row, sign);
        }

        switch (kind)
        {
            case ReadingKind.People:
                ApplyPeople(row, sign);
                break;
            case ReadingKind.Regions when row.SubKind == (int)RegionCountKind.Visits:
                for (var region = 0; region < row.Counts.Length && region < _regionVisits.Length; region++)
                {
                    _regionVisits[region] += sign * Today(row.Counts[region], row);
                }

                break;
        }
    }

    private void ApplyPeople(in ReadingRow row, int sign)
    {
        var crossings = Crossings.Of(row.Counts, rules);
        DateTimeOffset start = row.Start, end = row.End;
        _flow.Add(sign * crossings.NetFlow, start, row.ObservedUntil);
        long entries = 0, exits = 0, passing = 0;
        HourShares.Split(crossings.Entries, start, end, day, calendar, (hour, part) =>
        {
            entries += part;
            _hourEntries[hour] += sign * (int)part;
        });
        HourShares.Split(crossings.Exits, start, end, day, calendar, (hour, part) =>
        {
            exits += part;
            _hourExits[hour] += sign * (int)part;
        });
        HourShares.Split(crossings.Passing, start, end, day, calendar, (hour, part) =>
        {
            passing += part;
            (_hourPassing ??= new int[day.Hours.Length])[hour] += sign * (int)part;
        });
        Total = new Crossings(Total.Entries + (sign * entries), Total.Exits + (sign * exits), Total.Passing + (sign * passing));
        for (var i = 0; i < row.Counts.Length; i += 2)
        {
            var line = i / 2;
            int entered = row.Counts[i], left = i + 1 < row.Counts.Length ? row.Counts[i + 1] : 0;
            if (rules[line].Invert)
            {
                (entered, left) = (left, entered);
            }

            _lineIn[line] += sign * Today(entered, row);
            _lineOut[line] += sign * Today(left, row);
        }
    }

    /// <summary>How much of a bucket's count belongs to this day: all or nothing, but for a long bucket over the day's end.</summary>
    private long Today(long count, in ReadingRow row)
    {
        if (day.Contains(row.Start) && row.End <= day.End.UtcDateTime)
        {
            return count;
        }

        long today = 0;
        HourShares.Split(count, row.Start, row.End, day, calendar, (_, part) => today += part);
        return today;
    }
}
