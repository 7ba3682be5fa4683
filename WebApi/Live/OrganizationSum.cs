using System.Collections.Concurrent;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Live;

/// <summary>The totals of one scope and those who listen to them. It listens to the stores so that they are watched; it reads their newest states.</summary>
internal sealed class OrganizationSum(TenantScope scope, LiveRelay relay, StoreDirectory stores, TimeProvider time) : ILiveListener
{
    /// <summary>Stores that are asked at a time: each may cost a grain's load.</summary>
    public const int AtOnce = 32;

    private readonly Lock _lock = new();
    private readonly HashSet<ILiveListener> _listeners = [];
    private readonly ConcurrentDictionary<Guid, bool> _watched = [];
    private OrganizationLiveResponse? _told;
    private bool _isClosed;

    /// <summary>One listener more; false when this sum has been given up.</summary>
    public bool TryAdd(ILiveListener listener)
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                _listeners.Add(listener);
            }

            return !_isClosed;
        }
    }

    public void Remove(ILiveListener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
        }
    }

    /// <summary>Gives it up, if nobody listens.</summary>
    public bool TryClose()
    {
        lock (_lock)
        {
            if (_listeners.Count > 0)
            {
                return false;
            }

            _isClosed = true;
        }

        foreach (var storeId in _watched.Keys)
        {
            relay.Stores.Remove(storeId, this);
        }

        return true;
    }

    /// <summary>Watches stores that are new and leaves those that are gone.</summary>
    public async Task FollowAsync()
    {
        var visible = (await stores.ListAsync(scope)).Select(store => store.StoreId).ToHashSet();
        foreach (var storeId in _watched.Keys.Where(id => !visible.Contains(id)))
        {
            _watched.TryRemove(storeId, out _);
            relay.Stores.Remove(storeId, this);
        }

        await Parallel.ForEachAsync(
            visible.Where(id => !_watched.ContainsKey(id)), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (storeId, _) =>
            {
                if (await relay.Stores.AddAsync(storeId, this) is not null)
                {
                    _watched.TryAdd(storeId, true);
                }
            });
        if (_isClosed)
        {
            foreach (var storeId in _watched.Keys)
            {
                relay.Stores.Remove(storeId, this);
            }
        }
    }

    /// <summary>Whether its listeners may see a store of an organization; without a store, all that belongs to the organization.</summary>
    public bool Includes(Guid organizationId, Guid? storeId) =>
        organizationId == scope.OrganizationId && (scope.StoreIds is null || (storeId is { } id && scope.Includes(id)));

    /// <summary>Tells the listeners the totals, if they are new.</summary>
    public void TellTotal()
    {
        var total = Total();
        if (_told is { } told && told with { Version = 0, At = default } == total with { Version = 0, At = default })
        {
            return;
        }

        _told = total;
        Tell(LiveNews.Of(total));
    }

    /// <summary>Tells the listeners something.</summary>
    public void Tell(LiveNews news)
    {
        ILiveListener[] audience;
        lock (_lock)
        {
            audience = [.. _listeners];
        }

        foreach (var listener in audience)
        {
            listener.Offer(news);
        }
    }

    public OrganizationLiveResponse Total() => OrganizationLiveResponse.Of(
        scope.OrganizationId, [.. _watched.Keys.Select(relay.Stores.Newest).OfType<StoreLive>()], time.GetUtcNow());

    void ILiveListener.Offer(LiveNews news)
    {
    }

    void ILiveListener.Lose(Guid id) => _watched.TryRemove(id, out _);
}
