namespace RetailOrleans.Storage.Rollups;

/// <summary>One business day of a store.</summary>
/// <param name="StoreId">Whose.</param>
/// <param name="Date">The local date on which the day starts.</param>
/// <param name="Counts">Null when nothing was counted.</param>
/// <param name="Sales">Null when no sales were reported.</param>
public sealed record DayRow(Guid StoreId, DateOnly Date, DayCounts? Counts, DaySales? Sales);

/// <summary>What a store's business day adds up to.</summary>
/// <param name="Totals">The day as one long hour, from its start to its end; covered and expected seconds also of hours without a row.</param>
/// <param name="CountedMinutes">Length of the hours that were counted; what the mean occupancy is over.</param>
/// <param name="PeakHour">Start of the hour with most entries, the earlier of equals.</param>
/// <param name="BusinessHoursEntries">Entries while the store was open; the rest came after hours.</param>
public sealed record DayCounts(HourRow Totals, int CountedMinutes, DateTimeOffset PeakHour, long BusinessHoursEntries);

/// <summary>What a store's business day sold.</summary>
/// <param name="Transactions">How many.</param>
/// <param name="Revenue">In <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record DaySales(long Transactions, decimal Revenue, string Currency);
