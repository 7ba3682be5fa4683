using System.Collections.Immutable;

namespace RetailOrleans.Storage.Registry;

/// <summary>What a caller may see: one organization, and of it all stores or some.</summary>
/// <param name="OrganizationId">The tenant.</param>
/// <param name="StoreIds">Null = all of its stores.</param>
/// <param name="By">Who asks, for the audit log; null = the system itself.</param>
public sealed record TenantScope(Guid OrganizationId, ImmutableArray<Guid>? StoreIds = null, Actor? By = null)
{
    internal Guid[]? StoreIdArray => StoreIds?.ToArray();

    /// <summary>Whether a store of this organization is within the scope.</summary>
    public bool Includes(Guid storeId) => StoreIds is not { } ids || ids.Contains(storeId);
}
