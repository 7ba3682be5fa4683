using System.Text.Json.Serialization;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Hours of a range, as rows, as a chart, and summed up.</summary>
public sealed record HourlyAnalyticsResponse(IReadOnlyList<HourResponse> Data, [property: JsonPropertyName("chartData")] ChartResponse ChartData, HourlySummary Summary);

/// <summary>Sums over the rows of the answer.</summary>
/// <param name="TotalEntries">Persons.</param>
/// <param name="TotalExits">Persons.</param>
/// <param name="AvgOccupancy">Mean over the hours that have data, people.</param>
/// <param name="PeakOccupancy">Highest of any hour; null when there is no data.</param>
public sealed record HourlySummary(long TotalEntries, long TotalExits, double AvgOccupancy, int? PeakOccupancy);

/// <summary>One local hour of a store or a sensor. An hour without data has nulls: missing is not zero.</summary>
public sealed record HourResponse(
    Guid StoreId, Guid? SensorId, DateTimeOffset HourStart, long? TotalEntries, long? TotalExits, long? NetFlow, long? TotalPassingTraffic,
    double? CaptureRate, double? AvgOccupancy, int? PeakOccupancy, DateTimeOffset? PeakAt, double? Utilization,
    IReadOnlyDictionary<string, double>? LineDistribution, IReadOnlyDictionary<string, double>? RegionAvgOccupancy,
    IReadOnlyDictionary<string, int>? RegionMaxOccupancy, IReadOnlyDictionary<string, long>? RegionVisits,
    double? AvgHeatValue, double? MaxHeatValue, double? AvgDwellMinutes, double? DataCompleteness, double? Drift);

/// <summary>A chart: every dataset has as many points as there are labels.</summary>
/// <param name="Labels">Local wall clock of the store, <c>yyyy-MM-dd HH:mm</c>.</param>
/// <param name="Datasets">The lines or bars.</param>
public sealed record ChartResponse(IReadOnlyList<string> Labels, IReadOnlyList<DatasetResponse> Datasets);

/// <summary>One line or row of bars; null where there is nothing. Named as charting libraries take it.</summary>
public sealed record DatasetResponse(
    string Label, IReadOnlyList<double?> Data, [property: JsonPropertyName("borderColor")] string BorderColor,
    [property: JsonPropertyName("backgroundColor")] string BackgroundColor);
