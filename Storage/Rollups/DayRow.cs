namespace RetailOrleans.Storage.Rollups;

/// <summary>One business day of a store.</summary>
/// <param name="StoreId">Whose.</param>
/// <param name="Date">The local date on which the day starts.</param>
/// <param name="Counts">Null when nothing was counted.</param>
/// <param name="Sales">Null when no sales were reported.</param>
public sealed record DayRow(Guid StoreId, DateOnly Date, DayCounts? Counts, DaySales? Sales);
