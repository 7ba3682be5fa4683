namespace RetailOrleans.Storage.Rollups;

/// <summary>What a store's business day adds up to.</summary>
/// <param name="Totals">The day as one long hour, from its start to its end; covered and expected seconds also of hours without a row.</param>
/// <param name="CountedMinutes">Length of the hours that were counted; what the mean occupancy is over.</param>
/// <param name="PeakHour">Start of the hour with most entries, the earlier of equals.</param>
/// <param name="BusinessHoursEntries">Entries while the store was open; the rest came after hours.</param>
public sealed record DayCounts(HourRow Totals, int CountedMinutes, DateTimeOffset PeakHour, long BusinessHoursEntries);
