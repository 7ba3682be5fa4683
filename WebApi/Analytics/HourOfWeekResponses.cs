using System.Text.Json.Serialization;

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
