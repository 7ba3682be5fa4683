using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>A store with its calendar, its operating hours and the time it is.</summary>
internal sealed class StoreClock
{
    private readonly StorePast _past;

    public StoreClock(StoreSettings store, DateTimeOffset now)
    {
        (Store, Now) = (store, now);
        _past = StorePast.Of(store);
    }

    public StoreSettings Store { get; }

    public DateTimeOffset Now { get; }

    public StoreCalendar Calendar => _past.Calendar;

    /// <summary>The operating hours that hold on a business day.</summary>
    public OperatingHours HoursOn(DateOnly date) => _past.HoursOn(date);

    /// <summary>The capacity at an instant; null when the store had none.</summary>
    public int? CapacityAt(DateTimeOffset instant) => Store.Before.IsEmpty ? Store.Capacity : _past.CapacityOn(Calendar.DayOf(instant).Date);

    /// <summary>Covered / expected of a stretch that lies in one business day, or begins with one.</summary>
    public double? Completeness(long covered, long expected, DateTimeOffset start, DateTimeOffset end) =>
        Figures.Completeness(covered, expected, start, end, Now, () => Calendar
            .Days(Calendar.DayOf(start).Date, Calendar.DayOf(end.AddTicks(-1)).Date).SelectMany(day => HoursOn(day.Date).Intervals(day, Calendar)));

    /// <summary>The open times of a stretch, cut at its ends.</summary>
    public IReadOnlyList<(DateTimeOffset Open, DateTimeOffset Close)> OpenTimes(DateTimeOffset start, DateTimeOffset end) =>
    [
        .. Calendar.Days(Calendar.DayOf(start).Date, Calendar.DayOf(end.AddTicks(-1)).Date).SelectMany(day => HoursOn(day.Date).Intervals(day, Calendar))
            .Select(hours => (Open: hours.Open > start ? hours.Open : start, Close: hours.Close < end ? hours.Close : end)).Where(hours => hours.Open < hours.Close),
    ];

    /// <summary>How much of a business day's open time has passed, 0 to 1.</summary>
    public double PassedShare(DateTimeOffset start, DateTimeOffset end)
    {
        var day = Calendar.DayOf(start);
        var whole = Figures.OpenSeconds(day, HoursOn(day.Date), Calendar, end);
        return whole > 0 ? Figures.OpenSeconds(day, HoursOn(day.Date), Calendar, Now < end ? Now : end) / whole : 0;
    }
}
