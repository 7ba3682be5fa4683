using System.Globalization;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Folds hourly series into one week.</summary>
internal static class HourOfWeek
{
    private const int Hours = 24;
    private static readonly string[] Weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    public static HourOfWeekResponse Of(IReadOnlyList<HourlySeries> series)
    {
        var cells = new List<(DateOnly Date, HourRow Row)>[7 * Hours];
        foreach (var one in series)
        {
            for (var i = 0; i < one.Periods.Count; i++)
            {
                if (one.Rows[i] is { } row)
                {
                    var local = one.Periods[i].LocalStart;
                    (cells[((((int)local.DayOfWeek + 6) % 7) * Hours) + local.Hour] ??= []).Add((DateOnly.FromDateTime(local), row));
                }
            }
        }

        var rows = cells.Select((cell, place) => Row(place, cell ?? [])).ToArray();
        return new HourOfWeekResponse(
            rows,
            new ChartResponse(
                [.. rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{Weekdays[row.Weekday - 1]} {row.Hour:00}:00"))],
                [
                    Charts.Dataset("Entries", 0, [.. rows.Select(row => row.AvgEntries)]), Charts.Dataset("Exits", 1, [.. rows.Select(row => row.AvgExits)]),
                    Charts.Dataset("Average Occupancy", 2, [.. rows.Select(row => row.AvgOccupancy)]),
                ]),
            HourlyAnalytics.Summary(series));
    }

    private static HourOfWeekRow Row(int place, List<(DateOnly Date, HourRow Row)> cell)
    {
        var weeks = cell.Select(hour => hour.Date).Distinct().Count();
        double? Mean(Func<HourRow, double> value) => weeks == 0 ? null : Math.Round(cell.Sum(hour => value(hour.Row)) / weeks, 2);
        return new HourOfWeekRow(
            (place / Hours) + 1, place % Hours, weeks, Mean(row => row.Entries), Mean(row => row.Exits), Mean(row => row.AvgOccupancy),
            weeks == 0 ? null : cell.Max(hour => hour.Row.PeakOccupancy));
    }
}
