using System.Collections.Immutable;
using RetailOrleans.Calendar;

namespace RetailOrleans.Storage.Alerts;

/// <summary>When a rule is looked at, and when it is told; in the local time of each store.</summary>
/// <param name="WhileOpen">True: it raises nothing while the store is closed.</param>
/// <param name="Days">The weekdays on which it raises anything; always open = all of them.</param>
/// <param name="QuietHours">Within them nobody is notified; what was raised is told at their end. Null = none.</param>
/// <param name="Maintenance">Half-open times in which it raises nothing.</param>
public sealed record AlertSchedule(
    bool WhileOpen, OperatingHours Days, OperatingHours? QuietHours, ImmutableArray<(DateTimeOffset From, DateTimeOffset To)> Maintenance)
{
    private const int QuietDaysAhead = 8;

    /// <summary>Always looked at, always told.</summary>
    public static AlertSchedule Always { get; } = new(false, OperatingHours.Always, null, []);

    /// <summary>Whether the rule may raise something about an instant. An alert that is open goes on and ends whatever the schedule says.</summary>
    public bool MayRaise(DateTimeOffset at, StoreCalendar calendar, OperatingHours storeHours)
    {
        foreach (var (from, to) in Maintenance)
        {
            if (at >= from && at < to)
            {
                return false;
            }
        }

        return (!WhileOpen || storeHours.IsOpenAt(at, calendar)) && Days.IsOpenAt(at, calendar);
    }

    /// <summary>When the quiet hours that contain the instant end; null when it is not within any, or they never end.</summary>
    public DateTimeOffset? QuietUntil(DateTimeOffset at, StoreCalendar calendar)
    {
        if (QuietHours is not { } quiet || !quiet.IsOpenAt(at, calendar))
        {
            return null;
        }

        var until = at;
        var day = calendar.DayOf(at);
        for (var days = 0; days < QuietDaysAhead; days++, day = calendar.Day(day.Date.AddDays(1)))
        {
            foreach (var (open, close) in quiet.Intervals(day, calendar))
            {
                if (open <= until && close > until)
                {
                    until = close;
                }
            }

            if (until < day.End)
            {
                return until;
            }
        }

        return null;
    }
}
