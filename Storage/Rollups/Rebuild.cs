namespace RetailOrleans.Storage.Rollups;

/// <summary>A range that somebody had recomputed.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="StoreIds">Of which stores.</param>
/// <param name="From">First business day.</param>
/// <param name="To">Last business day, inclusive.</param>
/// <param name="Days">How many days of stores it was.</param>
/// <param name="DaysLeft">How many of them are still owed.</param>
/// <param name="CreatedAt">When it was asked for.</param>
public sealed record Rebuild(Guid Id, IReadOnlyList<Guid> StoreIds, DateOnly From, DateOnly To, int Days, int DaysLeft, DateTimeOffset CreatedAt);
