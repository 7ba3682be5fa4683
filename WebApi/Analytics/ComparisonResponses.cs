using System.Text.Json.Serialization;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Stores beside each other.</summary>
/// <param name="Stores">Each with its days.</param>
/// <param name="ChartData">A dataset per store.</param>
/// <param name="Comparison">Which is best at what.</param>
public sealed record ComparisonResponse(
    IReadOnlyList<ComparedStore> Stores, [property: JsonPropertyName("chartData")] ChartResponse ChartData, ComparisonSummary Comparison);

/// <summary>One of the stores.</summary>
public sealed record ComparedStore(Guid StoreId, string StoreName, IReadOnlyList<DayResponse> Data, ComparedStoreSummary Summary);

/// <summary>A store's range as a whole.</summary>
/// <param name="TotalVisitors">Entries.</param>
/// <param name="AvgDailyVisitors">Over the days that were counted.</param>
/// <param name="AvgConversionRate">Transactions / entries of the days that have both, a fraction; null without.</param>
/// <param name="Revenue">In <paramref name="Currency"/>; null without sales.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="DataCompleteness">How much of the range is known, 0 to 1.</param>
public sealed record ComparedStoreSummary(
    long TotalVisitors, double AvgDailyVisitors, double? AvgConversionRate, decimal? Revenue, string? Currency, double DataCompleteness);

/// <summary>Which store is best at what.</summary>
/// <param name="BestPerformingStore">Most visitors; null when nothing was counted.</param>
/// <param name="HighestConversionStore">Highest conversion; null without sales.</param>
/// <param name="Ranking">All stores by visitors, most first.</param>
/// <param name="LikeForLike">The change against the other time, over the stores alone that were counted well at both times.</param>
public sealed record ComparisonSummary(
    RankedStore? BestPerformingStore, RankedStore? HighestConversionStore, IReadOnlyList<RankedStore> Ranking, LikeForLikeResponse LikeForLike);

/// <summary>A store's place.</summary>
public sealed record RankedStore(int Rank, Guid StoreId, string StoreName, long TotalVisitors, double? ConversionRate, double DataCompleteness);

/// <summary>Visitors at two times, of the stores that have at least 90 % of their data at both.</summary>
/// <param name="Compare">previous, last_week or last_year.</param>
/// <param name="TotalVisitors">Of the range.</param>
/// <param name="TotalVisitorsThen">Of the other time.</param>
/// <param name="Change">(this − then) / then; null when then is 0.</param>
/// <param name="Stores">How many count.</param>
/// <param name="LeftOut">Those that do not, by name.</param>
public sealed record LikeForLikeResponse(
    string Compare, long TotalVisitors, long TotalVisitorsThen, double? Change, int Stores, IReadOnlyList<LeftOutStore> LeftOut);

/// <summary>A store whose data has holes.</summary>
/// <param name="StoreId">Which.</param>
/// <param name="StoreName">By name.</param>
/// <param name="DataCompleteness">Of the range, 0 to 1.</param>
/// <param name="DataCompletenessThen">Of the other time, 0 to 1.</param>
public sealed record LeftOutStore(Guid StoreId, string StoreName, double DataCompleteness, double DataCompletenessThen);
