using System.Collections.Immutable;

namespace RetailOrleans.Storage.Registry;

/// <summary>A token to be made.</summary>
/// <param name="Name">Shown to people.</param>
/// <param name="Role">What it may do.</param>
/// <param name="StoreIds">The stores that it is limited to; null = all.</param>
/// <param name="SensorId">An ingest token's one sensor.</param>
/// <param name="AllowedNetworks">CIDR; null = from anywhere.</param>
/// <param name="ExpiresAt">When it ends; null = never.</param>
public sealed record TokenDraft(
    string Name, Role Role, ImmutableArray<Guid>? StoreIds = null, Guid? SensorId = null,
    ImmutableArray<string>? AllowedNetworks = null, DateTimeOffset? ExpiresAt = null);
