using System.Text.Json.Serialization;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Hours whose entries lie outside the interval of their hour of the week.</summary>
/// <param name="Data">A row for every such hour, by store, in order.</param>
/// <param name="ChartData">Of one store: entries, what was expected, and the interval, hour by hour; of several: unusual hours by date.</param>
/// <param name="Summary">How many there are of how many.</param>
public sealed record AnomaliesResponse(
    IReadOnlyList<AnomalyResponse> Data, [property: JsonPropertyName("chartData")] ChartResponse ChartData, AnomaliesSummary Summary);

/// <summary>An unusual hour.</summary>
/// <param name="StoreId">Whose.</param>
/// <param name="StoreName">By name.</param>
/// <param name="HourStart">UTC.</param>
/// <param name="LocalStart">What the store's clock showed, <c>yyyy-MM-dd HH:mm</c>.</param>
/// <param name="TotalEntries">Persons who came.</param>
/// <param name="ExpectedEntries">The median of the same hour of the weeks before.</param>
/// <param name="ExpectedLow">Lower end of what is usual.</param>
/// <param name="ExpectedHigh">Upper end of what is usual.</param>
/// <param name="Deviation">high or low.</param>
/// <param name="Weeks">From how many weeks that is known.</param>
public sealed record AnomalyResponse(
    Guid StoreId, string StoreName, DateTimeOffset HourStart, string LocalStart, long TotalEntries, double ExpectedEntries, double ExpectedLow,
    double ExpectedHigh, string Deviation, int Weeks);

/// <summary>How much was looked at.</summary>
/// <param name="HoursJudged">Hours that are over, were counted well, and whose hour of the week is known from at least four weeks.</param>
/// <param name="HoursOutside">Those of them that are unusual; of ordinary hours about one in a hundred is, by chance.</param>
/// <param name="Coverage">The part of ordinary hours within the interval.</param>
public sealed record AnomaliesSummary(int HoursJudged, int HoursOutside, double Coverage);
