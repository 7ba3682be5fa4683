using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Counting;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Baselines;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>
/// One business day of a store and its hours: a function of its sensors' committed readings, its baselines and its settings, and of nothing else.
/// Hours that no reading touches have no row, and a day without any has no counts: missing is not zero. With what its first hours left to the
/// rest, the rest is made alone.
/// </summary>
internal static class StoreDayRollup
{
    public static StoreDay Compute(
        BusinessDay day, StoreCalendar calendar, OperatingHours hours, IReadOnlyList<(SensorSettings Sensor, SensorReadings Readings)> sensors,
        IEnumerable<OccupancyBaseline>? baselines = null, DayCarry? carry = null)
    {
        var open = hours.Intervals(day, calendar).ToImmutableArray();
        var days = sensors.Select(sensor => new SensorHours(sensor.Sensor, sensor.Readings, day, calendar, open, carry)).ToArray();
        var rows = new List<HourRow>();
        foreach (var sensor in days.Where(sensor => sensor.HasReadings))
        {
            rows.AddRange(sensor.Rows());
        }

        var observed = days.Length == 0 ? 0 : days.Max(sensor => sensor.ObservedSlots);
        var flow = new long[day.SlotCount];
        foreach (var sensor in days)
        {
            for (var slot = 0; slot < sensor.Flow.Length; slot++)
            {
                flow[slot] += sensor.Flow[slot];
            }
        }

        var first = carry?.First ?? 0;
        var curve = OccupancyCurve.Of(
            flow, day.SlotCount, SlotBaseline.Of(day, baselines ?? []), carry is null ? 0 : day.SlotOf(day.Hours[first].Start), carry?.Occupancy(HourRow.Store) ?? 0);
        for (var hour = first; hour < day.Hours.Length; hour++)
        {
            if (days.Any(sensor => sensor.Touches(hour)))
            {
                rows.Add(StoreRow(day, hour, days, curve, observed));
            }
        }

        HourRow[] store = [.. carry?.StoreRows ?? [], .. rows.Where(row => row.SensorKey == HourRow.Store)];
        return new StoreDay(rows, CountsOf(day, store, days, carry), carry is null ? null : day.Hours[first].Start);
    }

    private static DayCounts? CountsOf(BusinessDay day, HourRow[] hours, SensorHours[] sensors, DayCarry? carry)
    {
        if (hours.Length == 0)
        {
            return null;
        }

        var all = Enumerable.Range(0, day.Hours.Length);
        var rest = Enumerable.Range(carry?.First ?? 0, day.Hours.Length - (carry?.First ?? 0));
        var totals = HourRows.Combine(hours, day.Start, day.End) with
        {
            CoveredSeconds = (carry?.StoreRows.Sum(row => row.CoveredSeconds) ?? 0) + sensors.Sum(sensor => rest.Sum(sensor.CoveredSeconds)),
            ExpectedSeconds = sensors.Sum(sensor => all.Sum(sensor.ExpectedSeconds)),
        };
        var openEntries = carry is null
            ? sensors.Sum(sensor => sensor.BusinessHoursEntries)
            : carry.OpenEntries + sensors.Sum(sensor => rest.Sum(hour => sensor.OpenEntries(hour) ?? 0));
        return new DayCounts(totals, (int)hours.Sum(HourRows.Minutes), hours.MaxBy(hour => hour.Entries)!.HourStart, openEntries);
    }

    private static HourRow StoreRow(BusinessDay day, int hour, SensorHours[] sensors, OccupancyCurve curve, int observedSlots)
    {
        var occupancy = new HourOccupancy(day, hour, curve, observedSlots);
        var heat = sensors.SelectMany(sensor => sensor.Heat(hour)).ToArray();
        return new HourRow(
            HourRow.Store, day.Hours[hour].Start, day.Hours[hour].End,
            sensors.Sum(s => s.Entries(hour)), sensors.Sum(s => s.Exits(hour)), sensors.Sum(s => s.Passing(hour)),
            HourRows.Merge(sensors, s => s.Lines(hour), (a, b) => a + b),
            occupancy.Mean, occupancy.Peak, occupancy.PeakAt, occupancy.Drift,
            HourRows.Merge(sensors, s => s.RegionAverages(hour), (a, b) => a + b),
            HourRows.Merge(sensors, s => s.RegionMaxima(hour), (a, b) => a + b),
            HourRows.Merge(sensors, s => s.RegionVisits(hour), (a, b) => a + b),
            heat.Length == 0 ? null : heat.Average(), heat.Length == 0 ? null : heat.Max(),
            sensors.Sum(s => s.CoveredSeconds(hour)), sensors.Sum(s => s.ExpectedSeconds(hour)))
        {
            Counted = sensors.All(s => s.Counted(hour) is null) ? null : new RawCounts(
                sensors.Sum(s => s.Counted(hour)?.Entries ?? s.Entries(hour)), sensors.Sum(s => s.Counted(hour)?.Exits ?? s.Exits(hour)),
                sensors.Sum(s => s.Counted(hour)?.Passing ?? s.Passing(hour))),
            DelayedSeconds = sensors.Sum(s => s.DelayedSeconds(hour)),
            Carry = sensors.All(s => s.OpenEntries(hour) is not null) ? new HourCarry(occupancy.AtEnd, sensors.Sum(s => s.OpenEntries(hour)!.Value)) : null,
        };
    }
}
