namespace RetailOrleans.Storage.Rollups;

/// <summary>What the days of a store within a period add up to, without what is kept by line and region.</summary>
/// <param name="StoreId">Whose.</param>
/// <param name="Days">How many days were counted.</param>
/// <param name="Counts">Null when nothing was counted. Covered and expected seconds are those below.</param>
/// <param name="Sales">Null without sales.</param>
/// <param name="BothEntries">Entries of the days that were counted and have sales.</param>
/// <param name="BothSales">Sales of those days; null when there are none.</param>
/// <param name="Sums">Visitors, and how much is known.</param>
public sealed record PeriodSums(Guid StoreId, int Days, DayCounts? Counts, DaySales? Sales, long BothEntries, DaySales? BothSales, DaySums Sums);
