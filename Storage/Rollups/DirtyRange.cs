namespace RetailOrleans.Storage.Rollups;

/// <summary>Readings of a sensor changed somewhere in a stretch of time, while it belonged to a store.</summary>
/// <param name="Id">The mark's.</param>
/// <param name="StoreId">Whose hours are owed.</param>
/// <param name="SensorKey">Whose readings changed; null = whole days of the store are owed.</param>
/// <param name="From">UTC.</param>
/// <param name="To">UTC, exclusive.</param>
public sealed record DirtyRange(long Id, Guid StoreId, int? SensorKey, DateTimeOffset From, DateTimeOffset To);
