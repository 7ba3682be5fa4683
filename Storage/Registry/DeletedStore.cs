using System.Collections.Immutable;

namespace RetailOrleans.Storage.Registry;

/// <summary>A store that was deleted.</summary>
/// <param name="StoreId">Its identity.</param>
/// <param name="SensorIds">Its sensors, deleted with it.</param>
public sealed record DeletedStore(Guid StoreId, ImmutableArray<Guid> SensorIds);
