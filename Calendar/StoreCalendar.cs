using System.Collections.Concurrent;
using System.Collections.Immutable;
using NodaTime;

namespace RetailOrleans.Calendar;

/// <summary>
/// A store's time zone and the local time at which its business day starts. Immutable and safe to share between threads; calendars of the
/// same zone and day start are one object.
/// </summary>
public sealed class StoreCalendar
{
    /// <summary>The first date that calendars know.</summary>
    public static readonly DateOnly FirstDate = new(1900, 1, 1);

    /// <summary>The last date that calendars know.</summary>
    public static readonly DateOnly LastDate = new(2199, 12, 31);

    // A memo of a pure function, bounded by the zones times the 288 day starts: a hundred thousand sensors share a few calendars.
    private static readonly ConcurrentDictionary<(string, TimeOnly), StoreCalendar> Shared = new();

    private readonly DateTimeZone _zone;
    private readonly StoreCalendar? _before;
    private readonly DateOnly _from = DateOnly.MinValue;
    private readonly DateTimeOffset _startsAt = DateTimeOffset.MinValue;
    private readonly BusinessDay?[] _recent = new BusinessDay?[8];

    private StoreCalendar(string zoneId, TimeOnly dayStart)
    {
        _zone = TimeZones.Get(zoneId);
        ZoneId = zoneId;
        DayStart = dayStart;
    }

    private StoreCalendar(string zoneId, TimeOnly dayStart, StoreCalendar before, DateOnly from)
        : this(zoneId, dayStart)
    {
        _before = before;
        _from = from;
        _startsAt = WallClock.FirstAtOrAfter(from.ToDateTime(dayStart), _zone);
    }

    /// <summary>The IANA identifier of the zone.</summary>
    public string ZoneId { get; }

    /// <summary>The local time at which a business day starts; whole five minutes.</summary>
    public TimeOnly DayStart { get; }

    /// <summary>The calendar of a zone and a day start (default 00:00).</summary>
    /// <exception cref="ArgumentException">The zone is not an IANA identifier, or the day start is not on whole five minutes.</exception>
    public static StoreCalendar Create(string ianaZone, TimeOnly dayStart = default)
    {
        if (dayStart.Ticks % BusinessDay.SlotLength.Ticks != 0)
        {
            throw new ArgumentException($"The day start {dayStart:HH:mm:ss.FFFFFFF} is not on whole five minutes. Use a time such as 06:00 or 06:30.", nameof(dayStart));
        }

        _ = TimeZones.Get(ianaZone);
        return Shared.GetOrAdd((ianaZone, dayStart), static key => new StoreCalendar(key.Item1, key.Item2));
    }

    /// <summary>
    /// A calendar that was another one before a date: its day before lasts until the first day of <paramref name="after"/> begins, so that
    /// no time is lost or doubled. It may be shorter or longer than others, but must not be empty.
    /// </summary>
    /// <param name="before">For days before <paramref name="from"/>; may itself be joined.</param>
    /// <param name="from">First date of <paramref name="after"/>.</param>
    /// <param name="after">For all days since.</param>
    public static StoreCalendar Join(StoreCalendar before, DateOnly from, StoreCalendar after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new StoreCalendar(after.ZoneId, after.DayStart, before, from);
    }

    /// <summary>The business day that contains the instant. Does not allocate while asked about the same few days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside <see cref="FirstDate"/> to <see cref="LastDate"/>.</exception>
    public BusinessDay DayOf(DateTimeOffset instant)
    {
        for (var i = 0; i < _recent.Length; i++)
        {
            if (Volatile.Read(ref _recent[i]) is { } known && known.Contains(instant))
            {
                return known;
            }
        }

        var day = Day(DateOnly.FromDateTime(Local(instant)));
        while (instant < day.Start)
        {
            day = Day(day.Date.AddDays(-1));
        }

        while (instant >= day.End)
        {
            day = Day(day.Date.AddDays(1));
        }

        return day;
    }

    /// <summary>The business day that starts on a local date.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside <see cref="FirstDate"/> to <see cref="LastDate"/>.</exception>
    public BusinessDay Day(DateOnly date)
    {
        if (date < FirstDate || date > LastDate)
        {
            throw new ArgumentOutOfRangeException(nameof(date), date, $"Expected a date from {FirstDate:yyyy-MM-dd} to {LastDate:yyyy-MM-dd}.");
        }

        ref var slot = ref _recent[date.DayNumber % _recent.Length];
        if (Volatile.Read(ref slot) is { } known && known.Date == date)
        {
            return known;
        }

        var start = StartOf(date);
        var end = StartOf(date.AddDays(1));
        var day = new BusinessDay(date, start, end, ThatHolds(date).HoursBetween(start, end));
        Volatile.Write(ref slot, day);
        return day;
    }

    /// <summary>The business days of the dates from <paramref name="first"/> to <paramref name="last"/>, both inclusive; none when last is before first.</summary>
    public IEnumerable<BusinessDay> Days(DateOnly first, DateOnly last)
    {
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            yield return Day(date);
        }
    }

    /// <summary>The local clock hour that contains the instant, cut at the start of the business day. Does not allocate, as <see cref="DayOf"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside <see cref="FirstDate"/> to <see cref="LastDate"/>.</exception>
    public LocalHour HourOf(DateTimeOffset instant) => DayOf(instant).HourOf(instant);

    internal DateTime Local(DateTimeOffset instant) =>
        instant < _startsAt && _before is { } before ? before.Local(instant) : Instant.FromDateTimeOffset(instant).InZone(_zone).ToDateTimeUnspecified();

    /// <summary>The first instant at which the clock shows the local time; where the clock jumps over it, the end of the jump.</summary>
    internal DateTimeOffset Resolve(DateOnly date, TimeOnly time) => WallClock.FirstAtOrAfter(date.ToDateTime(time), ThatHolds(date)._zone);

    private DateTimeOffset StartOf(DateOnly date) => ThatHolds(date) is var holds ? holds.Resolve(date, holds.DayStart) : default;

    private StoreCalendar ThatHolds(DateOnly date) => _before is { } before && date < _from ? before.ThatHolds(date) : this;

    private ImmutableArray<LocalHour> HoursBetween(DateTimeOffset start, DateTimeOffset end)
    {
        var hours = ImmutableArray.CreateBuilder<LocalHour>(26);
        while (start < end)
        {
            var interval = _zone.GetZoneInterval(Instant.FromDateTimeOffset(start));
            var local = DateTime.SpecifyKind(start.UtcDateTime + interval.WallOffset.ToTimeSpan(), DateTimeKind.Unspecified);
            var next = start + TimeSpan.FromTicks(TimeSpan.TicksPerHour - (local.Ticks % TimeSpan.TicksPerHour));
            if (ChangesBefore(next, interval) is { } change)
            {
                next = change;
            }

            next = next < end ? next : end;
            hours.Add(new LocalHour(start, next, local));
            start = next;
        }

        return hours.ToImmutable();
    }

    // A zone interval may also end without moving the clock (a new abbreviation); that does not end an hour.
    private DateTimeOffset? ChangesBefore(DateTimeOffset limit, NodaTime.TimeZones.ZoneInterval interval) =>
        interval.HasEnd
        && interval.End.ToDateTimeOffset() is var end
        && end < limit
        && _zone.GetZoneInterval(interval.End).WallOffset != interval.WallOffset
            ? end
            : null;
}
