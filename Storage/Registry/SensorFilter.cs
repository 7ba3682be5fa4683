using System.Collections.Immutable;

namespace RetailOrleans.Storage.Registry;

/// <summary>Which sensors of a scope are wanted; null = whatever.</summary>
/// <param name="StoreId">Of one store.</param>
/// <param name="Type">Of one type.</param>
/// <param name="IsActive">Switched on or off.</param>
/// <param name="Search">Part of name, address or location, whatever the case.</param>
/// <param name="SensorIds">Only these.</param>
public sealed record SensorFilter(
    Guid? StoreId = null, string? Type = null, bool? IsActive = null, string? Search = null, ImmutableArray<Guid>? SensorIds = null);
