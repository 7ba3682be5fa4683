using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Forecasting;

/// <summary>One hour in which a store is open.</summary>
/// <param name="Minute">Minutes after midnight on the store's clock.</param>
/// <param name="OpenShare">How much of the hour it is open, above 0 to 1.</param>
/// <param name="Entries">Persons.</param>
internal readonly record struct CountedHour(int Minute, double OpenShare, double Entries);

/// <summary>A past business day, by the hours that were counted well while the store was open.</summary>
/// <param name="Date">The local date on which it starts.</param>
/// <param name="IsException">Whether it had hours of its own: a holiday, a sale.</param>
/// <param name="Hours">In order; hours with holes are left out.</param>
internal sealed record CountedDay(DateOnly Date, bool IsException, ImmutableArray<CountedHour> Hours)
{
    /// <summary>The days that are over, by what is stored of them. Days without any counted hour are left out.</summary>
    /// <param name="counts">Hours of the store, in any order.</param>
    /// <param name="calendar">The store's.</param>
    /// <param name="hours">When the store is open.</param>
    /// <param name="now">The present.</param>
    public static ImmutableArray<CountedDay> Of(IEnumerable<HourCount> counts, StoreCalendar calendar, OperatingHours hours, DateTimeOffset now)
    {
        var byStart = new Dictionary<DateTimeOffset, HourCount>();
        foreach (var hour in counts.Where(hour => hour.IsWellCounted))
        {
            byStart[hour.Start] = hour;
        }

        if (byStart.Count == 0)
        {
            return [];
        }

        var days = ImmutableArray.CreateBuilder<CountedDay>();
        foreach (var day in calendar.Days(calendar.DayOf(byStart.Keys.Min()).Date, calendar.DayOf(now).Date.AddDays(-1)))
        {
            var counted = ImmutableArray.CreateBuilder<CountedHour>();
            foreach (var (hour, share) in OpenHours(day, calendar, hours))
            {
                if (byStart.TryGetValue(hour.Start, out var count))
                {
                    counted.Add(new CountedHour(MinuteOf(hour), share, count.Entries));
                }
            }

            if (counted.Count > 0)
            {
                days.Add(new CountedDay(day.Date, hours.IsException(day.Date), counted.ToImmutable()));
            }
        }

        return days.ToImmutable();
    }

    /// <summary>The hours of a day in which the store is open, with how much of each.</summary>
    public static IEnumerable<(LocalHour Hour, double OpenShare)> OpenHours(BusinessDay day, StoreCalendar calendar, OperatingHours hours)
    {
        var open = hours.Intervals(day, calendar).ToArray();
        foreach (var hour in day.Hours)
        {
            var seconds = open.Sum(interval => Math.Max(0, (Earlier(interval.Close, hour.End) - Later(interval.Open, hour.Start)).TotalSeconds));
            if (seconds > 0)
            {
                yield return (hour, seconds / 3600);
            }
        }
    }

    public static int MinuteOf(LocalHour hour) => (hour.LocalStart.Hour * 60) + hour.LocalStart.Minute;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
