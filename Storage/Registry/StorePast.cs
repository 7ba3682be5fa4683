using System.Collections.Immutable;
using System.Text.Json;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Registry;

/// <summary>A store's calendar, operating hours and capacity, now and as they were on its business days. Immutable.</summary>
public sealed class StorePast
{
    private readonly ImmutableArray<(DateOnly Until, OperatingHours Hours, int? Capacity)> _before;
    private readonly OperatingHours _hours;
    private readonly int? _capacity;

    private StorePast(StoreSettings store)
    {
        _hours = HoursOf(store.OperatingHours);
        _capacity = store.Capacity;
        _before = [.. store.Before.Select(version => (version.Until, HoursOf(version.OperatingHours), version.Capacity))];
        StoreCalendar? calendar = null;
        var from = DateOnly.MinValue;
        foreach (var version in store.Before)
        {
            calendar = After(calendar, from, version.TimeZone, version.DayStart);
            from = version.Until;
        }

        Calendar = After(calendar, from, store.TimeZone, store.DayStart);
    }

    /// <summary>The calendar of all days of the store.</summary>
    public StoreCalendar Calendar { get; }

    public static StorePast Of(StoreSettings store) => new(store);

    /// <summary>The operating hours of a business day.</summary>
    public OperatingHours HoursOn(DateOnly date)
    {
        foreach (var version in _before)
        {
            if (date < version.Until)
            {
                return version.Hours;
            }
        }

        return _hours;
    }

    /// <summary>The capacity on a business day; null when it had none.</summary>
    public int? CapacityOn(DateOnly date)
    {
        foreach (var version in _before)
        {
            if (date < version.Until)
            {
                return version.Capacity;
            }
        }

        return _capacity;
    }

    private static StoreCalendar After(StoreCalendar? before, DateOnly from, string zone, TimeOnly dayStart)
    {
        var after = StoreCalendar.Create(zone, dayStart);
        return before is null || (before.ZoneId == zone && before.DayStart == dayStart) ? before ?? after : StoreCalendar.Join(before, from, after);
    }

    // What is stored was checked when it was written; should it be of no use all the same, the store is always open.
    private static OperatingHours HoursOf(string text)
    {
        if (text == "{}")
        {
            return OperatingHours.Always;
        }

        using var json = JsonDocument.Parse(text);
        return OperatingHours.TryParse(json.RootElement, out var hours, out _) ? hours : OperatingHours.Always;
    }
}
