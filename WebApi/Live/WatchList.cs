using System.Collections.Concurrent;

namespace RetailOrleans.WebApi.Live;

/// <summary>
/// What this silo's clients watch of one sort of thing: each is subscribed once, however many clients watch it, renewed every few
/// seconds, and given up when the last of them is gone.
/// </summary>
internal sealed class WatchList<TState>(
    Func<Guid, Task<TState?>> subscribe, Func<Guid, Task> unsubscribe, Func<Guid, Conflated<TState>> conflate, Action<Guid, Exception> onFailure)
    where TState : class
{
    private readonly ConcurrentDictionary<Guid, Watch> _watched = [];

    /// <summary>Watches a thing for one more client. Answers its state now; null when there is no such thing.</summary>
    public async Task<TState?> AddAsync(Guid id)
    {
        var watch = _watched.AddOrUpdate(id, key => new Watch(conflate(key), 1), (_, known) => known with { Clients = known.Clients + 1 });
        try
        {
            var state = await subscribe(id);
            if (state is null)
            {
                await RemoveAsync(id);
                return null;
            }

            watch.Conflated.Offer(state);
            return watch.Conflated.Newest;
        }
        catch
        {
            await RemoveAsync(id);
            throw;
        }
    }

    /// <summary>One client less.</summary>
    public async Task RemoveAsync(Guid id)
    {
        while (_watched.TryGetValue(id, out var watch))
        {
            if (watch.Clients > 1)
            {
                if (_watched.TryUpdate(id, watch with { Clients = watch.Clients - 1 }, watch))
                {
                    return;
                }
            }
            else if (_watched.TryRemove(new KeyValuePair<Guid, Watch>(id, watch)))
            {
                try
                {
                    await unsubscribe(id);
                }
                catch (Exception exception)
                {
                    // The subscription runs out by itself within a minute.
                    onFailure(id, exception);
                }

                return;
            }
        }
    }

    /// <summary>News of a watched thing; of others it is dropped.</summary>
    public void Offer(Guid id, TState state)
    {
        if (_watched.TryGetValue(id, out var watch))
        {
            watch.Conflated.Offer(state);
        }
    }

    /// <summary>The newest state of a watched thing; null when it is not watched or unknown yet.</summary>
    public TState? Newest(Guid id) => _watched.TryGetValue(id, out var watch) ? watch.Conflated.Newest : null;

    /// <summary>Subscribes everything again: an observer dies with the memory of the grain that held it.</summary>
    public Task RenewAsync() => Parallel.ForEachAsync(_watched.Keys, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (id, _) =>
    {
        try
        {
            if (await subscribe(id) is { } state)
            {
                Offer(id, state);
            }
        }
        catch (Exception exception)
        {
            onFailure(id, exception);
        }
    });

    private sealed record Watch(Conflated<TState> Conflated, int Clients);
}
