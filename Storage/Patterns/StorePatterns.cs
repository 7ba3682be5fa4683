using RetailOrleans.Calendar;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Storage.Patterns;

/// <summary>Makes patterns from the hours that are stored.</summary>
public sealed class StorePatterns(HourCountQueries hours)
{
    /// <summary>
    /// What is usual in the week that an instant is in: made from the twelve weeks before its Monday, so it stays the same until the next,
    /// but for late readings. One query by key.
    /// </summary>
    /// <param name="storeId">Whose; the caller has found it within its scope.</param>
    /// <param name="calendar">The store's.</param>
    /// <param name="at">An instant of the week.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<WeekPattern> LoadAsync(Guid storeId, StoreCalendar calendar, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var monday = WeekPattern.MondayOf(WallClock.ToLocal(at, calendar.ZoneId));
        var (from, to) = Before(monday, calendar.ZoneId);
        var counted = await hours.ListAsync(storeId, from, to, cancellationToken);
        return WeekPattern.Of(monday, PatternHour.Of(counted, calendar.ZoneId, at));
    }

    /// <summary>The twelve weeks before a Monday, UTC, half open.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Before(DateOnly monday, string ianaZone) => (
        WallClock.FirstAtOrAfter(monday.AddDays(-7 * WeekPattern.Weeks).ToDateTime(TimeOnly.MinValue), ianaZone),
        WallClock.FirstAtOrAfter(monday.ToDateTime(TimeOnly.MinValue), ianaZone));
}
