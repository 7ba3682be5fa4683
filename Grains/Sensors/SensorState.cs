using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Counting;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Scheduling;
using RetailOrleans.Storage.Live;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Grains.Sensors;

/// <summary>
/// One sensor's live state: a function of its committed readings, its settings and the clock, which is a parameter. Knows no grain
/// and no database.
/// </summary>
public sealed class SensorState
{
    /// <summary>How far beyond its day a state has to be loaded: readings of a device whose clock is ahead belong to the day that comes.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private readonly StoreCalendar _calendar;
    private readonly LineRules _rules;
    private readonly RecentBuckets _recent = new();
    private readonly DateTimeOffset _madeAt;
    private SensorDay _day;
    private AlarmFlags _alarms = AlarmFlags.None;
    private ReadingRow? _latestPeople;
    private ReadingRow? _latestRegions;
    private DateTime? _lastReadingAt;

    /// <param name="settings">The sensor's.</param>
    /// <param name="calendar">Its store's.</param>
    /// <param name="now">Its day is the one that runs.</param>
    /// <param name="hours">When its store is open; needed by sensors that are polled less often outside of it.</param>
    public SensorState(SensorSettings settings, StoreCalendar calendar, DateTimeOffset now, OperatingHours? hours = null)
    {
        Settings = settings;
        Schedule = new PollSchedule(settings.SensorId, settings.Config.Collection, hours ?? OperatingHours.Always, calendar);
        _calendar = calendar;
        _madeAt = now;
        _rules = LineRules.Of(settings.Config);
        _day = new SensorDay(calendar.DayOf(now), calendar, _rules);
        LastSeenAt = settings.LastSeenAt;
        LastError = settings.LastError;
    }

    public SensorSettings Settings { get; }

    public BusinessDay Day => _day.Day;

    /// <summary>What its readings of the day come to.</summary>
    public DayTally Tally => _day.Tally;

    public DateTimeOffset? LastSeenAt { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>What the device's last answers told of itself.</summary>
    public DeviceFacts Device { get; internal set; } = DeviceFacts.Unknown;

    /// <summary>The start of the newest line crossings; null when there are none.</summary>
    public DateTimeOffset? LatestPeopleAt => _latestPeople?.Start;

    /// <summary>
    /// Commits of buckets that ended before change nothing here: earlier than the day, and than the newest readings, which may be of any
    /// day. (Alarms, and the newest reading of each kind in a commit, are reported whatever they are.)
    /// </summary>
    public DateTimeOffset ChangesSince
    {
        get
        {
            var since = Day.Start.UtcDateTime;
            since = _latestPeople is { } people && people.Start < since ? people.Start : since;
            since = _latestRegions is { } regions && regions.Start < since ? regions.Start : since;
            return since;
        }
    }

    /// <summary>The collection interval that held at the last contact: the next one may be so far away, and lateness is measured by it.</summary>
    public TimeSpan Interval => LastSeenAt is { } seen ? Schedule.IntervalAt(seen) : TimeSpan.FromSeconds(Settings.Config.Collection.IntervalSeconds);

    /// <summary>When it is polled.</summary>
    internal PollSchedule Schedule { get; }

    /// <summary>Takes over what is stored: the readings that touch the day and <see cref="Ahead"/> of it, and the newest of each kind.</summary>
    public void Load(SensorReadings readings)
    {
        foreach (var kind in (ReadOnlySpan<ReadingKind>)[ReadingKind.People, ReadingKind.Regions, ReadingKind.Heat])
        {
            if (readings.Latest(kind) is { } latest)
            {
                NoteLatest(kind, latest);
                _recent.Keep(kind, latest, Day.End);
            }

            foreach (var row in readings.Of(kind))
            {
                _day.Add(kind, row);
                NoteLatest(kind, row);
                _recent.Keep(kind, row, Day.End);
            }
        }

        // Contacts are written behind, readings are not. What seems to have come after now is by another silo's clock.
        if (readings.LastReceivedAt is { } received && received <= _madeAt && !(received <= LastSeenAt))
        {
            Contact(received, null);
        }

        // In the order of time: an alarm has been raised since the first of the readings that say so without a break.
        foreach (var row in readings.Of(ReadingKind.Alarms))
        {
            Raise(row);
        }

        if (readings.Latest(ReadingKind.Alarms) is { } alarm)
        {
            Raise(alarm);
        }
    }

    /// <summary>Follows a commit.</summary>
    public void Fold(ImmutableArray<RowChange> changes)
    {
        var oldest = RecentBuckets.OldestToKeep(changes);
        foreach (var change in changes)
        {
            if (change.Kind == ReadingKind.Alarms)
            {
                Raise(change.New);
                continue;
            }

            _day.Fold(change);
            NoteLatest(change.Kind, change.New);
            if (change.New.Start >= oldest || change.New.End > Day.End.UtcDateTime)
            {
                _recent.Keep(change.Kind, change.New, Day.End);
            }
        }
    }

    /// <summary>Begins the business day of <paramref name="now"/> when it has come, from the buckets that reach into it.</summary>
    /// <returns>Whether a new day began.</returns>
    public bool RollTo(DateTimeOffset now)
    {
        if (now < Day.End)
        {
            return false;
        }

        _day = new SensorDay(_calendar.DayOf(now), _calendar, _rules);
        foreach (var (kind, row) in _recent.From(Day.Start))
        {
            _day.Add(kind, row);
        }

        return true;
    }

    /// <summary>The device was heard of, or was not: <paramref name="seen"/> null.</summary>
    public void Contact(DateTimeOffset? seen, string? error)
    {
        LastSeenAt = seen > LastSeenAt || LastSeenAt is null ? seen ?? LastSeenAt : LastSeenAt;
        LastError = error;
    }

    /// <summary>Takes what a poll told of the device itself; to be called before its news are folded.</summary>
    public void NoteDevice(PollReport report, ReadingBatch news)
    {
        TimeSpan? offset = report.ClockOffset;
        foreach (var grown in news.People)
        {
            if (_recent.People(grown.Start) is { } known)
            {
                var before = new DateTimeOffset(known.Start.AddSeconds(known.ReceivedAfterSeconds));
                offset = DeviceClock.Worse(offset, DeviceClock.FromGrowth(grown.Start, grown.End, before, report.StartedAt));
            }
        }

        Device = Device.After(report, offset);
    }

    /// <summary>In plain words, what a test of a sensor says that nobody contacts.</summary>
    public string PushTest(DateTimeOffset now) =>
        "This sensor sends its data by itself (collection mode push), so it is not contacted. "
        + (LastSeenAt is { } seen ? $"It was last heard of {(now - seen).TotalMinutes:0} minutes ago." : "Nothing came from it yet: check the address and the token that it sends to.");

    /// <summary>What of a poll is not stored already, as far as the newest buckets tell: a camera repeats its day at every poll.</summary>
    public ReadingBatch NewsOf(ReadingBatch batch) => new(
        [.. batch.People.Where(r => !_recent.Knows(ReadingKind.People, r.Start, r.End, 0, r.Counts, 0))],
        [.. batch.Regions.Where(r => !_recent.Knows(ReadingKind.Regions, r.Start, r.End, (int)r.Kind, r.Counts, 0))],
        [.. batch.Heat.Where(r => !_recent.Knows(ReadingKind.Heat, r.Start, r.End, 0, [], r.Value))],
        [.. batch.Alarms.Where(r => !_alarms.Matches([r.CounterStatus, r.RegionInAlarms, r.RegionOutAlarms]))],
        batch.AllOrNothing);

    /// <summary>Whether a batch is a single count of a bucket that is not among the newest.</summary>
    public bool IsNew(ReadingBatch batch) =>
        batch is { Count: 1, People: [var reading] } && _recent.People(reading.Start) is null;

    public SensorHealth Health(DateTimeOffset now) =>
        HealthRule.Of(Settings.IsActive, Settings.CreatedAt, LastSeenAt, LastError, Interval, now);

    public SensorSnapshot Snapshot(long version)
    {
        var flow = _day.Flow;
        var first = flow.IndexOfAnyExcept(0L);
        var latest = _latestPeople is { } row ? Crossings.Of(row.Counts, _rules) : default;
        return new SensorSnapshot(
            Settings.SensorId, Settings.StoreId, version, Settings.Name, Settings.Type, Settings.IsActive, Settings.CreatedAt, Interval,
            LastSeenAt, LastError, Day.Date, _day.Total.Entries, _day.Total.Exits, _day.Total.Passing,
            Math.Max(first, 0), first < 0 ? [] : [.. flow[first..(flow.LastIndexOfAnyExcept(0L) + 1)]],
            [.. _day.HourEntries], [.. _day.HourExits],
            _latestPeople is null ? null : new LatestPeople(_latestPeople.Value.Start, latest.Entries, latest.Exits),
            _latestRegions is { } regions ? new LatestRegions(regions.Start, [.. regions.Counts]) : null,
            Regions(), _alarms.Active, _lastReadingAt, _rules.IsConfigured, Device.ClockOffset, [.. _day.HourPassing]);
    }

    public SensorLive Live(long version, DateTimeOffset now)
    {
        var hour = Day.Contains(now) ? Day.HourIndexOf(now) : -1;
        return new SensorLive(
            Settings.SensorId, Settings.StoreId, version, now, Health(now), LastSeenAt, LastError, _day.Total.Entries, _day.Total.Exits,
            hour < 0 ? 0 : _day.HourEntries[hour], hour < 0 ? 0 : _day.HourExits[hour],
            Lines(), Regions(), _alarms.Active, Notices(), Device.ClockOffset, Device.Counters);
    }

    private ImmutableArray<string> Notices() =>
    [
        .. _rules.IsConfigured ? [] : (ReadOnlySpan<string>)["lines_not_configured"],
        .. Device.IsClockOff ? (ReadOnlySpan<string>)["clock_off"] : [],
    ];

    private ImmutableArray<LineToday> Lines()
    {
        var lines = ImmutableArray.CreateBuilder<LineToday>();
        for (var line = 0; line < LineRules.MaxLines; line++)
        {
            var rule = _rules[line];
            if (rule.IsConfigured || _day.LineIn(line) != 0 || _day.LineOut(line) != 0)
            {
                lines.Add(new LineToday(line + 1, rule.Name, LineTypeNames.Of(rule.Type), _day.LineIn(line), _day.LineOut(line)));
            }
        }

        return lines.ToImmutable();
    }

    private ImmutableArray<RegionNow> Regions()
    {
        if (_latestRegions is not { } latest || latest.End <= Day.Start.UtcDateTime)
        {
            return [];
        }

        var regions = ImmutableArray.CreateBuilder<RegionNow>(LineRules.MaxLines);
        for (var region = 0; region < LineRules.MaxLines; region++)
        {
            var key = LineKeys.Regions[region];
            var configured = Settings.Config.Regions.TryGetValue(key, out var config);
            var count = latest.SubKind == (int)RegionCountKind.Occupancy
                ? region < latest.Counts.Length ? latest.Counts[region] : 0
                : _day.RegionVisits(region);
            if (configured || count != 0 || region < latest.Counts.Length)
            {
                regions.Add(new RegionNow(region + 1, config?.Name ?? key, count));
            }
        }

        return regions.ToImmutable();
    }

    private void NoteLatest(ReadingKind kind, in ReadingRow row)
    {
        if (kind == ReadingKind.People && (_latestPeople is not { } people || row.Start >= people.Start))
        {
            _latestPeople = row;
        }
        else if (kind == ReadingKind.Regions && (_latestRegions is not { } regions || row.Start >= regions.Start))
        {
            _latestRegions = row;
        }

        NoteReadingAt(row.Start);
    }

    private void Raise(in ReadingRow row)
    {
        _alarms = _alarms.After(row);
        NoteReadingAt(row.Start);
    }

    private void NoteReadingAt(DateTime start) => _lastReadingAt = _lastReadingAt > start ? _lastReadingAt : start;

    /// <summary>Whether a watcher would see a difference; that time has passed is none.</summary>
    public static bool Differs(SensorLive a, SensorLive b) =>
        !a.Lines.AsSpan().SequenceEqual(b.Lines.AsSpan())
        || !a.Regions.AsSpan().SequenceEqual(b.Regions.AsSpan())
        || !a.Alarms.AsSpan().SequenceEqual(b.Alarms.AsSpan())
        || !a.Notices.AsSpan().SequenceEqual(b.Notices.AsSpan())
        || a with { Version = 0, At = default, Lines = [], Regions = [], Alarms = [], Notices = [] }
            != b with { Version = 0, At = default, Lines = [], Regions = [], Alarms = [], Notices = [] };
}
