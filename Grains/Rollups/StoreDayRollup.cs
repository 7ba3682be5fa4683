using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Counting;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>
/// The hour rows of one business day of a store: a function of its sensors' committed readings and its settings, and of nothing else.
/// Hours that no reading touches have no row: missing is not zero.
/// </summary>
internal static class StoreDayRollup
{
    public static IReadOnlyList<HourRow> Compute(
        BusinessDay day, StoreCalendar calendar, OperatingHours hours, IReadOnlyList<(SensorSettings Sensor, SensorReadings Readings)> sensors)
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

        var curve = OccupancyCurve.Of(flow, day.SlotCount);
        for (var hour = 0; hour < day.Hours.Length; hour++)
        {
            if (days.Any(sensor => sensor.Touches(hour)))
            {
                rows.Add(StoreRow(day, hour, days, curve, observed));
            }
        }

        return rows;
    }

    private static HourRow StoreRow(BusinessDay day, int hour, SensorHours[] sensors, OccupancyCurve curve, int observedSlots)
    {
        var occupancy = new HourOccupancy(day, hour, curve, observedSlots);
        var heat = sensors.SelectMany(sensor => sensor.Heat(hour)).ToArray();
        return new HourRow(
            HourRow.Store, day.Hours[hour].Start, day.Hours[hour].End,
            sensors.Sum(s => s.Entries(hour)), sensors.Sum(s => s.Exits(hour)), sensors.Sum(s => s.Passing(hour)),
            Merge(sensors.Select(s => s.Lines(hour)), (a, b) => a + b),
            occupancy.Mean, occupancy.Peak, occupancy.PeakAt, occupancy.Drift,
            Merge(sensors.Select(s => s.RegionAverages(hour)), (a, b) => a + b),
            Merge(sensors.Select(s => s.RegionMaxima(hour)), (a, b) => a + b),
            Merge(sensors.Select(s => s.RegionVisits(hour)), (a, b) => a + b),
            heat.Length == 0 ? null : heat.Average(), heat.Length == 0 ? null : heat.Max(),
            sensors.Sum(s => s.CoveredSeconds(hour)), sensors.Sum(s => s.ExpectedSeconds(hour)));
    }

    private static ImmutableSortedDictionary<string, T> Merge<T>(IEnumerable<ImmutableSortedDictionary<string, T>> maps, Func<T, T, T> add)
    {
        var merged = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var (key, value) in maps.SelectMany(map => map))
        {
            merged[key] = merged.TryGetValue(key, out var known) ? add(known, value) : value;
        }

        return merged.ToImmutable();
    }
}
