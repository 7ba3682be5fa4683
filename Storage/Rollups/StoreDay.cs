namespace RetailOrleans.Storage.Rollups;

/// <summary>What a store's readings of one business day make.</summary>
/// <param name="Hours">Of each sensor and of the store, where something was counted.</param>
/// <param name="Counts">Null when nothing was counted.</param>
/// <param name="Since">Start of the first hour that was made, UTC; those before it stay as they are. Null = the whole day was made.</param>
public sealed record StoreDay(IReadOnlyList<HourRow> Hours, DayCounts? Counts, DateTimeOffset? Since = null);
