using System.Text.Json.Serialization;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Hours of a range, as rows, as a chart, and summed up.</summary>
/// <param name="Data">A row for every period of every series.</param>
/// <param name="ChartData">What is drawn; several series are summed.</param>
/// <param name="Summary">Sums over the rows.</param>
/// <param name="Compared">The other time; absent when none was asked for.</param>
public sealed record HourlyAnalyticsResponse(
    IReadOnlyList<HourResponse> Data, [property: JsonPropertyName("chartData")] ChartResponse ChartData, HourlySummary Summary,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HourlyCompared? Compared = null);

/// <summary>Sums over the rows of the answer.</summary>
/// <param name="TotalEntries">Persons.</param>
/// <param name="TotalExits">Persons.</param>
/// <param name="AvgOccupancy">Mean over the hours that have data, people.</param>
/// <param name="PeakOccupancy">Highest of any hour; null when there is no data.</param>
public sealed record HourlySummary(long TotalEntries, long TotalExits, double AvgOccupancy, int? PeakOccupancy);

/// <summary>The same question about another time. Its rows are in the chart, beside those of the range.</summary>
/// <param name="Compare">previous, last_week or last_year.</param>
/// <param name="Summary">Sums over the rows of that time.</param>
/// <param name="TotalEntriesChange">(this − then) / then; null when then is 0.</param>
/// <param name="TotalExitsChange">(this − then) / then; null when then is 0.</param>
public sealed record HourlyCompared(string Compare, HourlySummary Summary, double? TotalEntriesChange, double? TotalExitsChange);

/// <summary>
/// One local hour of a store or a sensor, or with a granularity another period that begins at hour_start. One without data has nulls: missing is not zero.
/// </summary>
/// <param name="StoreId">Whose.</param>
/// <param name="SensorId">Null on the rows of a store.</param>
/// <param name="HourStart">UTC.</param>
/// <param name="TotalEntries">Persons.</param>
/// <param name="TotalExits">Persons.</param>
/// <param name="NetFlow">Entries − exits.</param>
/// <param name="TotalPassingTraffic">Persons, both directions of passing lines.</param>
/// <param name="CaptureRate">Entries per hundred who passed.</param>
/// <param name="AvgOccupancy">Time-weighted mean, people.</param>
/// <param name="PeakOccupancy">People.</param>
/// <param name="PeakAt">When the peak began.</param>
/// <param name="Utilization">Mean occupancy / capacity.</param>
/// <param name="LineDistribution">Each counted line's share of all crossings.</param>
/// <param name="RegionAvgOccupancy">Mean people present.</param>
/// <param name="RegionMaxOccupancy">Most people present.</param>
/// <param name="RegionVisits">Visits.</param>
/// <param name="RegionShare">Each region's share of all visits, or of people present where none are counted.</param>
/// <param name="AvgHeatValue">In the device's unit.</param>
/// <param name="MaxHeatValue">In the device's unit.</param>
/// <param name="AvgDwellMinutes">Mean stay by Little's law; null with fewer than 10 entries.</param>
/// <param name="DataCompleteness">Covered / expected time within operating hours, 0 to 1.</param>
/// <param name="Drift">People that the floor at zero absorbed.</param>
/// <param name="ImputedShare">How much of it was filled from the weeks before, 0 to 1.</param>
public sealed record HourResponse(
    Guid StoreId, Guid? SensorId, DateTimeOffset HourStart, long? TotalEntries, long? TotalExits, long? NetFlow, long? TotalPassingTraffic,
    double? CaptureRate, double? AvgOccupancy, int? PeakOccupancy, DateTimeOffset? PeakAt, double? Utilization,
    IReadOnlyDictionary<string, double>? LineDistribution, IReadOnlyDictionary<string, double>? RegionAvgOccupancy,
    IReadOnlyDictionary<string, int>? RegionMaxOccupancy, IReadOnlyDictionary<string, long>? RegionVisits, IReadOnlyDictionary<string, double>? RegionShare,
    double? AvgHeatValue, double? MaxHeatValue, double? AvgDwellMinutes, double? DataCompleteness, double? Drift, double? ImputedShare)
{
    /// <summary>What became of the time that was expected to be counted; null when nothing was expected. Gaps have it too.</summary>
    public DataQualityResponse? DataQuality { get; init; }

    /// <summary>What the devices counted, where a calibration has changed it; null where the numbers are as counted.</summary>
    public CountedResponse? Counted { get; init; }
}

/// <summary>Counts before calibration.</summary>
/// <param name="TotalEntries">Persons.</param>
/// <param name="TotalExits">Persons.</param>
/// <param name="TotalPassingTraffic">Persons.</param>
public sealed record CountedResponse(long TotalEntries, long TotalExits, long TotalPassingTraffic)
{
    internal static CountedResponse? Of(RawCounts? counted) => counted is { } raw ? new CountedResponse(raw.Entries, raw.Exits, raw.Passing) : null;
}

/// <summary>Business days of a range, as rows, as a chart, and summed up.</summary>
/// <param name="Data">A row for every period of every store.</param>
/// <param name="ChartData">What is drawn; several stores are summed.</param>
/// <param name="Summary">The range as a whole.</param>
/// <param name="Compared">The other time; absent when none was asked for.</param>
public sealed record DailyAnalyticsResponse(
    IReadOnlyList<DayResponse> Data, [property: JsonPropertyName("chartData")] ChartResponse ChartData, DailySummary Summary,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DailyCompared? Compared = null);

/// <summary>A range of business days.</summary>
/// <param name="TotalVisitors">Entries.</param>
/// <param name="AvgDailyVisitors">Over the days that were counted.</param>
/// <param name="PeakDay">The date with most visitors, the earlier of equals; null when nothing was counted.</param>
/// <param name="AvgConversionRate">Transactions / entries of the days that have both, a fraction; null without.</param>
public sealed record DailySummary(long TotalVisitors, double AvgDailyVisitors, DateOnly? PeakDay, double? AvgConversionRate);

/// <summary>The same question about another time. Its rows are in the chart, beside those of the range.</summary>
/// <param name="Compare">previous, last_week or last_year.</param>
/// <param name="Summary">That time as a whole.</param>
/// <param name="TotalVisitorsChange">(this − then) / then; null when then is 0.</param>
/// <param name="LikeForLike">The same, over the stores alone that were counted well at both times.</param>
public sealed record DailyCompared(string Compare, DailySummary Summary, double? TotalVisitorsChange, LikeForLikeResponse LikeForLike);

/// <summary>
/// One business day of a store, or with a granularity the days of a week or a month. One without data has nulls: missing is not zero.
/// </summary>
/// <param name="StoreId">Whose.</param>
/// <param name="Date">The first day.</param>
/// <param name="Period">The day, the week or the month by name.</param>
/// <param name="TotalEntries">Persons.</param>
/// <param name="TotalExits">Persons.</param>
/// <param name="NetFlow">Entries − exits.</param>
/// <param name="TotalPassingTraffic">Persons, both directions of passing lines.</param>
/// <param name="CaptureRate">Entries per hundred who passed.</param>
/// <param name="AvgOccupancy">Time-weighted mean over the hours that were counted.</param>
/// <param name="PeakOccupancy">People.</param>
/// <param name="PeakAt">When the peak began.</param>
/// <param name="PeakHour">The local hour with most entries, 0 to 23.</param>
/// <param name="BusinessHoursEntries">Entries while the store was open.</param>
/// <param name="AfterHoursEntries">The others.</param>
/// <param name="LineDistribution">Each counted line's share of all crossings; not given in comparisons.</param>
/// <param name="AvgDwellMinutes">Mean stay by Little's law; null with fewer than 10 entries.</param>
/// <param name="StoreConversionRate">Transactions / entries, a fraction.</param>
/// <param name="Transactions">Null without sales.</param>
/// <param name="Revenue">In the currency.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="AvgTransactionValue">Revenue / transactions.</param>
/// <param name="SalesPerVisitor">Revenue / entries.</param>
/// <param name="VsYesterdayChange">(this − then) / then, of entries.</param>
/// <param name="VsLastWeekChange">Against the same weekday a week before.</param>
/// <param name="VsLastMonthChange">Against the same date a month before.</param>
/// <param name="VsLastYearChange">Against the same weekday 52 weeks before.</param>
/// <param name="DataCompleteness">Covered / expected time within operating hours, 0 to 1.</param>
/// <param name="Drift">People that the floor at zero absorbed.</param>
public sealed record DayResponse(
    Guid StoreId, DateOnly Date, string Period, long? TotalEntries, long? TotalExits, long? NetFlow, long? TotalPassingTraffic, double? CaptureRate,
    double? AvgOccupancy, int? PeakOccupancy, DateTimeOffset? PeakAt, int? PeakHour, long? BusinessHoursEntries, long? AfterHoursEntries,
    IReadOnlyDictionary<string, double>? LineDistribution, double? AvgDwellMinutes, double? StoreConversionRate, long? Transactions, decimal? Revenue,
    string? Currency, decimal? AvgTransactionValue, decimal? SalesPerVisitor, double? VsYesterdayChange, double? VsLastWeekChange, double? VsLastMonthChange,
    double? VsLastYearChange, double? DataCompleteness, double? Drift)
{
    /// <summary>What the devices counted, where a calibration has changed it; null where the numbers are as counted.</summary>
    public CountedResponse? Counted { get; init; }

    /// <summary>Where visitors of this weekday are going; null for weeks and months, for the day that still runs, and with fewer than three of four weeks.</summary>
    public TrendResponse? Trend { get; init; }
}

/// <summary>A chart: every dataset has as many points as there are labels.</summary>
/// <param name="Labels">Local wall clock of the store, <c>yyyy-MM-dd HH:mm</c>, or the name of the day, week or month.</param>
/// <param name="Datasets">The lines or bars.</param>
public sealed record ChartResponse(IReadOnlyList<string> Labels, IReadOnlyList<DatasetResponse> Datasets);

/// <summary>One line or row of bars; null where there is nothing. Named as charting libraries take it.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Data">A value per label.</param>
/// <param name="BorderColor">Of the line.</param>
/// <param name="BackgroundColor">Of the area.</param>
/// <param name="YAxisId">Which axis; absent where there is only one.</param>
public sealed record DatasetResponse(
    string Label, IReadOnlyList<double?> Data, [property: JsonPropertyName("borderColor")] string BorderColor,
    [property: JsonPropertyName("backgroundColor")] string BackgroundColor,
    [property: JsonPropertyName("yAxisID"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? YAxisId = null);
