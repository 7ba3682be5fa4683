using System.Text.Json;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>A store with its calendar, its operating hours and the time it is.</summary>
internal sealed class StoreClock
{
    public StoreClock(StoreSettings store, DateTimeOffset now)
    {
        (Store, Now) = (store, now);
        Calendar = StoreCalendar.Create(store.TimeZone, store.DayStart);
        using var json = JsonDocument.Parse(store.OperatingHours);
        Hours = OperatingHours.TryParse(json.RootElement, out var parsed, out _) ? parsed : OperatingHours.Always;
    }

    public StoreSettings Store { get; }

    public DateTimeOffset Now { get; }

    public StoreCalendar Calendar { get; }

    public OperatingHours Hours { get; }

    /// <summary>Covered / expected of a stretch that lies in one business day, or begins with one.</summary>
    public double? Completeness(long covered, long expected, DateTimeOffset start, DateTimeOffset end) =>
        Figures.Completeness(covered, expected, start, end, Now, () => Calendar
            .Days(Calendar.DayOf(start).Date, Calendar.DayOf(end.AddTicks(-1)).Date).SelectMany(day => Hours.Intervals(day, Calendar)));

    /// <summary>How much of a business day's open time has passed, 0 to 1.</summary>
    public double PassedShare(DateTimeOffset start, DateTimeOffset end)
    {
        var day = Calendar.DayOf(start);
        var whole = Figures.OpenSeconds(day, Hours, Calendar, end);
        return whole > 0 ? Figures.OpenSeconds(day, Hours, Calendar, Now < end ? Now : end) / whole : 0;
    }
}
