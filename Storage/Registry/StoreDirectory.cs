using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Registry;

/// <summary>The stores that exist, from memory. One that is not known is asked of the database before it is called unknown.</summary>
public sealed class StoreDirectory
{
    private const int StoreCapacity = 100_000;
    private const int OrganizationCapacity = 1_000;
    private readonly RegistryReader _registry;
    private readonly WatchedCache<Guid, StoreSettings> _stores;
    private readonly WatchedCache<Guid, StoreList> _organizations;

    public StoreDirectory(RegistryReader registry, ChangeFeed feed)
    {
        _registry = registry;
        _stores = new WatchedCache<Guid, StoreSettings>(feed, StoreCapacity);
        _organizations = new WatchedCache<Guid, StoreList>(feed, OrganizationCapacity);
        feed.Changed += OnChanged;
    }

    /// <summary>The store, of whatever organization; null when there is none or it was deleted.</summary>
    public ValueTask<StoreSettings?> FindAsync(Guid storeId, CancellationToken cancellationToken = default) =>
        _stores.Find(storeId) is { } store ? new ValueTask<StoreSettings?>(store) : LoadAsync(storeId, cancellationToken);

    /// <summary>The store, if it exists within a scope; null else.</summary>
    public async ValueTask<StoreSettings?> FindAsync(TenantScope scope, Guid storeId, CancellationToken cancellationToken = default) =>
        await FindAsync(storeId, cancellationToken) is { } store && store.OrganizationId == scope.OrganizationId && scope.Includes(storeId)
            ? store
            : null;

    /// <summary>An organization's stores, newest first.</summary>
    public ValueTask<ImmutableArray<StoreSettings>> ListAsync(Guid organizationId, CancellationToken cancellationToken = default) =>
        _organizations.Find(organizationId) is { } list
            ? new ValueTask<ImmutableArray<StoreSettings>>(list.Stores)
            : LoadListAsync(organizationId, cancellationToken);

    /// <summary>The stores within a scope, newest first.</summary>
    public async ValueTask<ImmutableArray<StoreSettings>> ListAsync(TenantScope scope, CancellationToken cancellationToken = default)
    {
        var stores = await ListAsync(scope.OrganizationId, cancellationToken);
        return scope.StoreIds is null ? stores : [.. stores.Where(store => scope.Includes(store.StoreId))];
    }

    private async ValueTask<StoreSettings?> LoadAsync(Guid storeId, CancellationToken cancellationToken)
    {
        var ticket = _stores.Ask(storeId);
        var store = await _registry.FindStoreAsync(storeId, cancellationToken);
        if (store is not null)
        {
            _stores.Add(storeId, store, ticket);
        }

        return store;
    }

    private async ValueTask<ImmutableArray<StoreSettings>> LoadListAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        var ticket = _organizations.Ask(organizationId);
        var stores = await _registry.ListStoresAsync(organizationId, cancellationToken);
        _organizations.Add(organizationId, new StoreList(stores), ticket);
        return stores;
    }

    private void OnChanged(RegistryChange? change)
    {
        switch (change)
        {
            case null:
                _stores.RemoveWhere(_ => true);
                _organizations.RemoveWhere(_ => true);
                break;
            case { Kind: RegistryChangeKind.Store } store:
                _stores.Remove(store.Id);
                _organizations.Remove(store.OrganizationId);
                break;
        }
    }

    private sealed record StoreList(ImmutableArray<StoreSettings> Stores);
}
