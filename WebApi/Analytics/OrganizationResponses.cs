using System.Text.Json.Serialization;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Business days of all stores together (type=daily, group_by=organization).</summary>
/// <param name="Data">A row for every date.</param>
/// <param name="ChartData">Visitors, and of how many stores.</param>
/// <param name="Summary">The range as a whole.</param>
public sealed record OrganizationAnalyticsResponse(
    IReadOnlyList<OrganizationDayResponse> Data, [property: JsonPropertyName("chartData")] ChartResponse ChartData, DailySummary Summary);

/// <summary>The business days of one date of all stores that the token may see. One without data has nulls.</summary>
/// <param name="Date">Local, in each store.</param>
/// <param name="Stores">How many were counted.</param>
/// <param name="TotalEntries">Persons.</param>
/// <param name="TotalExits">Persons.</param>
/// <param name="NetFlow">Entries − exits.</param>
/// <param name="TotalPassingTraffic">Persons.</param>
/// <param name="CaptureRate">Entries per hundred who passed.</param>
/// <param name="BusinessHoursEntries">Entries while the stores were open.</param>
/// <param name="AfterHoursEntries">The others.</param>
/// <param name="ConversionRate">Transactions / entries of the stores that have both, a fraction.</param>
/// <param name="Transactions">Null without sales.</param>
/// <param name="Revenue">By currency; nothing is converted.</param>
/// <param name="DataCompleteness">Covered / expected time of the stores that were counted, 0 to 1; null until the day is over everywhere.</param>
public sealed record OrganizationDayResponse(
    DateOnly Date, int Stores, long? TotalEntries, long? TotalExits, long? NetFlow, long? TotalPassingTraffic, double? CaptureRate, long? BusinessHoursEntries,
    long? AfterHoursEntries, double? ConversionRate, long? Transactions, IReadOnlyDictionary<string, decimal>? Revenue, double? DataCompleteness);
