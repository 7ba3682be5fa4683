using System.Collections.Immutable;
using System.Net;

namespace RetailOrleans.Storage.Registry;

/// <summary>Who a token speaks for.</summary>
public sealed class Caller
{
    /// <summary>What <paramref name="token"/> allows.</summary>
    public Caller(ApiToken token)
    {
        TokenId = token.Id;
        TokenName = token.Name;
        OrganizationId = token.OrganizationId;
        Role = token.Role;
        SensorId = token.SensorId;
        ExpiresAt = token.ExpiresAt;
        Scope = new TenantScope(token.OrganizationId, token.StoreIds, new Actor(token.Name, token.Id));
        Networks = token.AllowedNetworks is { } networks ? NetworkList.Parse(networks) : null;
    }

    /// <summary>The token.</summary>
    public Guid TokenId { get; }

    /// <summary>As people know it.</summary>
    public string TokenName { get; }

    /// <summary>Its tenant.</summary>
    public Guid OrganizationId { get; }

    /// <summary>What it may do.</summary>
    public Role Role { get; }

    /// <summary>The stores that it is limited to; null = all.</summary>
    public ImmutableArray<Guid>? StoreIds => Scope.StoreIds;

    /// <summary>An ingest token: the one sensor that it may write to. Null for all other tokens.</summary>
    public Guid? SensorId { get; }

    /// <summary>When it ends; null = never. Compared at every use.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Organization and stores, as queries take them.</summary>
    public TenantScope Scope { get; }

    private NetworkList? Networks { get; }

    /// <summary>Whether it may only write one sensor's readings.</summary>
    public bool IsIngestOnly => SensorId is not null || Role == Role.Ingest;

    /// <summary>Whether it may all that <paramref name="minimum"/> may. An ingest token may nothing of that.</summary>
    public bool Has(Role minimum) => !IsIngestOnly && Role >= minimum;

    /// <summary>Whether a store of its own organization is within its scope.</summary>
    public bool MaySeeStore(Guid storeId) => Scope.Includes(storeId);

    /// <summary>Whether it may be used from an address; null (no address is known) only where every address may.</summary>
    public bool MayComeFrom(IPAddress? address) => Networks is null || (address is not null && Networks.Contains(address));
}
