using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Grains.Scheduling;

/// <summary>
/// When a sensor is polled: at its own moments, one interval apart, spread over the interval by a hash so that a fleet does not beat in
/// step. The moments are the same in every silo and after every restart. Pure.
/// </summary>
/// <param name="sensorId">Whose schedule.</param>
/// <param name="collection">Its intervals.</param>
/// <param name="hours">When its store is open.</param>
/// <param name="calendar">Its store's calendar.</param>
internal sealed class PollSchedule(Guid sensorId, CollectionConfig collection, OperatingHours hours, StoreCalendar calendar)
{
    /// <summary>A new or changed sensor is polled within this time.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly double _place = HashSpread.Of(sensorId);
    private readonly TimeSpan _open = TimeSpan.FromSeconds(collection.IntervalSeconds);
    private readonly TimeSpan? _quiet = Quiet(collection);

    /// <summary>The interval that holds at an instant: the quieter one, where there is one, while the store is closed.</summary>
    public TimeSpan IntervalAt(DateTimeOffset instant) => _quiet is { } quiet && !hours.IsOpenAt(instant, calendar) ? quiet : _open;

    /// <summary>The first moment at which it is polled, having been registered or changed just now.</summary>
    public DateTimeOffset First(DateTimeOffset now)
    {
        var interval = IntervalAt(now);
        return now + ((interval > Soon ? Soon : interval) * _place);
    }

    /// <summary>
    /// The next moment after <paramref name="now"/>, at least <paramref name="pause"/> minus one interval away. When the store opens before
    /// that, the sensor's place in the interval that begins then, unless a pause is wanted.
    /// </summary>
    /// <param name="now">After it.</param>
    /// <param name="pause">How much rest the device needs; the interval when it needs none.</param>
    public DateTimeOffset Next(DateTimeOffset now, TimeSpan pause)
    {
        var interval = IntervalAt(now);
        var rest = pause > interval ? pause - interval : TimeSpan.Zero;
        var next = Moment(now + rest, interval);
        if (_quiet is null || interval == _open || rest > TimeSpan.Zero || Opening(now, next) is not { } opening)
        {
            return next;
        }

        var opened = opening + (_open * _place);
        return opened < next ? opened : next;
    }

    private static TimeSpan? Quiet(CollectionConfig collection) =>
        collection.QuietIntervalSeconds is { } quiet && quiet > collection.IntervalSeconds ? TimeSpan.FromSeconds(quiet) : null;

    /// <summary>The sensor's first moment after an instant: those at its place in each interval since the epoch.</summary>
    private DateTimeOffset Moment(DateTimeOffset after, TimeSpan interval)
    {
        var place = (long)(interval.Ticks * _place);
        var passed = (after.UtcTicks - place) / interval.Ticks;
        return new DateTimeOffset(((passed + 1) * interval.Ticks) + place, TimeSpan.Zero);
    }

    private DateTimeOffset? Opening(DateTimeOffset after, DateTimeOffset before)
    {
        for (var day = calendar.DayOf(after); day.Start < before; day = calendar.DayOf(day.End))
        {
            foreach (var (open, _) in hours.Intervals(day, calendar))
            {
                if (open > after && open < before)
                {
                    return open;
                }
            }
        }

        return null;
    }
}
