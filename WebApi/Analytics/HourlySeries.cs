using System.Collections.Immutable;
using System.Globalization;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>The hours of one store, or of one of its sensors, over a range: a row for every local hour, with nulls where nothing was counted.</summary>
internal sealed class HourlySeries
{
    private const int DwellNeedsEntries = 10;

    private HourlySeries(IReadOnlyList<LocalHour> hours, IReadOnlyList<HourRow?> rows, IReadOnlyList<HourResponse> responses) =>
        (Hours, Rows, Responses) = (hours, rows, responses);

    public IReadOnlyList<LocalHour> Hours { get; }

    public IReadOnlyList<HourRow?> Rows { get; }

    public IReadOnlyList<HourResponse> Responses { get; }

    public static HourlySeries Of(
        StoreSettings store, Guid? sensorId, StoreCalendar calendar, DateTimeOffset from, DateTimeOffset to, IEnumerable<HourRow> found)
    {
        var byStart = found.ToDictionary(row => row.HourStart);
        var hours = new List<LocalHour>();
        if (to > from)
        {
            foreach (var day in calendar.Days(calendar.DayOf(from).Date, calendar.DayOf(to - TimeSpan.FromTicks(1)).Date))
            {
                hours.AddRange(day.Hours.Where(hour => hour.Start >= from && hour.Start < to));
            }
        }

        var rows = hours.Select(hour => byStart.GetValueOrDefault(hour.Start)).ToArray();
        return new HourlySeries(hours, rows, [.. hours.Select((hour, i) => Response(store, sensorId, hour, rows[i]))]);
    }

    public static string Label(LocalHour hour) => hour.LocalStart.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static HourResponse Response(StoreSettings store, Guid? sensorId, LocalHour hour, HourRow? row)
    {
        if (row is null)
        {
            return new HourResponse(
                store.StoreId, sensorId, hour.Start, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
        }

        var minutes = (row.HourEnd - row.HourStart).TotalMinutes;
        return new HourResponse(
            store.StoreId, sensorId, hour.Start, row.Entries, row.Exits, row.Entries - row.Exits, row.Passing,
            Rates.Capture(row.Entries, row.Passing), Math.Round(row.AvgOccupancy, 2), row.PeakOccupancy, row.PeakAt,
            store.Capacity is { } capacity ? Math.Round(row.AvgOccupancy / capacity, 4) : null,
            Distribution(row.Lines), row.RegionAverages.IsEmpty ? null : Rounded(row.RegionAverages),
            row.RegionMaxima.IsEmpty ? null : row.RegionMaxima, row.RegionVisits.IsEmpty ? null : row.RegionVisits,
            row.HeatAverage is { } heat ? Math.Round(heat, 3) : null, row.HeatMaximum,
            row.Entries >= DwellNeedsEntries ? Math.Round(row.AvgOccupancy * minutes / row.Entries, 2) : null,
            row.ExpectedSeconds == 0 ? null : Math.Round(Math.Min(1, row.CoveredSeconds / (double)row.ExpectedSeconds), 4),
            Math.Round(row.Drift, 2));
    }

    /// <summary>Each line's share of all that the counted lines saw; null when they saw nobody.</summary>
    private static ImmutableSortedDictionary<string, double>? Distribution(ImmutableSortedDictionary<string, long> lines)
    {
        var total = lines.Values.Sum();
        return total == 0 ? null : lines.ToImmutableSortedDictionary(line => line.Key, line => line.Value / (double)total, StringComparer.Ordinal);
    }

    private static ImmutableSortedDictionary<string, double> Rounded(ImmutableSortedDictionary<string, double> values) =>
        values.ToImmutableSortedDictionary(value => value.Key, value => Math.Round(value.Value, 2), StringComparer.Ordinal);
}
