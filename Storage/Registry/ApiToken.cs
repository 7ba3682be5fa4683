using System.Collections.Immutable;

namespace RetailOrleans.Storage.Registry;

/// <summary>A registered token; its secret is known to its holder alone.</summary>
/// <param name="OrganizationId">Its tenant.</param>
/// <param name="Id">Its identity.</param>
/// <param name="Name">Shown to people.</param>
/// <param name="Role">What it may do.</param>
/// <param name="StoreIds">The stores that it is limited to; null = all.</param>
/// <param name="SensorId">An ingest token's one sensor.</param>
/// <param name="AllowedNetworks">CIDR; null = from anywhere.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends; null = never.</param>
/// <param name="LastUsedAt">At most some minutes old; null = never.</param>
public sealed record ApiToken(
    Guid OrganizationId, Guid Id, string Name, Role Role, ImmutableArray<Guid>? StoreIds, Guid? SensorId,
    ImmutableArray<string>? AllowedNetworks, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);
