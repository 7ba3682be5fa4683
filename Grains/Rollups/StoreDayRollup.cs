using RetailOrleans.Calendar;
using RetailOrleans.Grains.Counting;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Baselines;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>
/// One business day of a store and its hours: a function of its sensors' committed readings, its baselines and its settings, and of nothing else.
/// Hours that no reading touches have no row, and a day without any has no counts: missing is not zero.
/// </summary>
internal static class StoreDayRollup
{
    public static StoreDay Compute(
        BusinessDay day, StoreCalendar calendar, OperatingHours hours, IReadOnlyList<(SensorSettings Sensor, SensorReadings Readings)> sensors,
        params IEnumerable<OccupancyBaseline> baselines)
    {
        var open = hours.Intervals(day, calendar).ToArray();
        var days = sensors.Select(sensor => new SensorHours(sensor.Sensor, sensor.Readings, day, calendar, open)).ToArray();
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

        var curve = OccupancyCurve.Of(flow, day.SlotCount, SlotBaseline.Of(day, baselines));
        for (var hour = 0; hour < day.Hours.Length; hour++)
        {
            if (days.Any(sensor => sensor.Touches(hour)))
            {
                rows.Add(StoreRow(day, hour, days, curve, observed));
            }
        }

        return new StoreDay(rows, CountsOf(day, [.. rows.Where(row => row.SensorKey == HourRow.Store)], days));
    }

    private static DayCounts? CountsOf(BusinessDay day, IReadOnlyList<HourRow> hours, SensorHours[] sensors)
    {
        if (hours.Count == 0)
        {
            return null;
        }

        var all = Enumerable.Range(0, day.Hours.Length);
        var totals = HourRows.Combine(hours, day.Start, day.End) with
        {
            CoveredSeconds = sensors.Sum(sensor => all.Sum(sensor.CoveredSeconds)),
            ExpectedSeconds = sensors.Sum(sensor => all.Sum(sensor.ExpectedSeconds)),
        };
        return new DayCounts(
            totals, (int)hours.Sum(HourRows.Minutes), hours.MaxBy(hour => hour.Entries)!.HourStart, sensors.Sum(sensor => sensor.BusinessHoursEntries));
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
            sensors.Sum(s => s.CoveredSeconds(hour)), sensors.Sum(s => s.ExpectedSeconds(hour)));
    }
}
