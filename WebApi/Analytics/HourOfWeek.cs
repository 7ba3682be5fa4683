using System.Globalization;
using System.Text.Json.Serialization;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Means of the 168 hours of a week, for a heat map.</summary>
/// <param name="Data">168 rows, from Monday 0:00; nulls where there is nothing.</param>
/// <param name="ChartData">The same as datasets of 168 points.</param>
/// <param name="Summary">Sums over the hours that the means are of.</param>
public sealed record HourOfWeekResponse(
    IReadOnlyList<HourOfWeekRow> Data, [property: JsonPropertyName("chartData")] ChartResponse ChartData, HourlySummary Summary);

/// <summary>One hour of the week, over the stores and weeks of the question.</summary>
/// <param name="Weekday">1 = Monday to 7 = Sunday, local.</param>
/// <param name="Hour">0 to 23, local.</param>
/// <param name="Weeks">How many weeks have data for this hour.</param>
/// <param name="AvgEntries">Mean per week, all stores together.</param>
/// <param name="AvgExits">Mean per week, all stores together.</param>
/// <param name="AvgOccupancy">Mean per week, all stores together.</param>
/// <param name="PeakOccupancy">Highest of any store.</param>
public sealed record HourOfWeekRow(int Weekday, int Hour, int Weeks, double? AvgEntries, double? AvgExits, double? AvgOccupancy, int? PeakOccupancy);

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
