using System.Collections.Immutable;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Readings of a sensor changed somewhere in a stretch of time, while it belonged to a store.</summary>
/// <param name="Ids">Of the marks that say so: one, or those of the sensor that begin on one UTC day and are short.</param>
/// <param name="StoreId">Whose hours are owed; empty when the sensor is gone.</param>
/// <param name="SensorKey">Whose readings changed; null = whole days of the store are owed.</param>
/// <param name="From">UTC.</param>
/// <param name="To">UTC, exclusive.</param>
public sealed record DirtyRange(ImmutableArray<long> Ids, Guid StoreId, int? SensorKey, DateTimeOffset From, DateTimeOffset To);
