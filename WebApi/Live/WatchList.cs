using System.Collections.Concurrent;

namespace RetailOrleans.WebApi.Live;

/// <summary>
/// What this silo's clients watch of one sort of thing: each is subscribed once, however many clients watch it, renewed every few
/// seconds, and given up some seconds after the last of them is gone.
/// </summary>
/// <param name="watchOf">A watch of a thing.</param>
/// <param name="unsubscribe">Takes this silo's subscription to a thing back.</param>
/// <param name="onFailure">Hears of renewals that failed.</param>
/// <param name="time">The clock.</param>
internal sealed class WatchList<TState>(
    Func<Guid, Watch<TState>> watchOf, Func<Guid, Task> unsubscribe, Action<Guid, Exception> onFailure, TimeProvider time)
    where TState : class
{
    /// <summary>A silo that hangs answers nothing: what is on others must not wait for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Calls of one renewal that are under way at a time: each may cost a grain's load.</summary>
    private const int AtOnce = 128;

    private readonly ConcurrentDictionary<Guid, Watch<TState>> _watched = [];

    /// <summary>Watches a thing for one more listener. Answers its state now; null, and nothing is watched, when there is no such thing.</summary>
    public async Task<TState?> AddAsync(Guid id, ILiveListener listener)
    {
        var watch = _watched.GetOrAdd(id, watchOf);
        while (!watch.TryAdd(listener))
        {
            await watch.Closed;
            watch = _watched.GetOrAdd(id, watchOf);
        }

        try
        {
            if (await watch.AskAsync() is { } state)
            {
                return state;
            }

            watch.Remove(listener);
            return null;
        }
        catch
        {
            watch.Remove(listener);
            throw;
        }
    }

    /// <summary>One listener less.</summary>
    public void Remove(Guid id, ILiveListener listener)
    {
        if (_watched.TryGetValue(id, out var watch))
        {
            watch.Remove(listener);
        }
    }

    /// <summary>News of a watched thing; of others it is dropped.</summary>
    public void Offer(Guid id, TState state)
    {
        if (_watched.TryGetValue(id, out var watch))
        {
            watch.Offer(state);
        }
    }

    /// <summary>Tells those who watch a thing something that is not its state.</summary>
    public void Tell(Guid id, LiveNews news)
    {
        if (_watched.TryGetValue(id, out var watch))
        {
            watch.Tell(news);
        }
    }

    /// <summary>The newest state of a watched thing; null when it is not watched or unknown yet.</summary>
    public TState? Newest(Guid id) => _watched.TryGetValue(id, out var watch) ? watch.Newest : null;

    /// <summary>Subscribes everything again: an observer dies with the memory of the grain that held it. Gives up what nobody listens to.</summary>
    /// <returns>Whether all could be subscribed.</returns>
    public Task<bool> RenewAsync(CancellationToken cancellationToken) => RenewAsync(_watched, cancellationToken);

    /// <summary>Subscribes again what could not be.</summary>
    public Task<bool> CatchUpAsync(CancellationToken cancellationToken) => RenewAsync(_watched.Where(entry => entry.Value.IsBehind), cancellationToken);

    private async Task<bool> RenewAsync(IEnumerable<KeyValuePair<Guid, Watch<TState>>> entries, CancellationToken cancellationToken)
    {
        var failed = 0;
        await Parallel.ForEachAsync(entries, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (entry, _) =>
        {
            if (!await RenewAsync(entry.Key, entry.Value, cancellationToken))
            {
                Interlocked.Increment(ref failed);
            }
        });
        return failed == 0;
    }

    private async Task<bool> RenewAsync(Guid id, Watch<TState> watch, CancellationToken cancellationToken)
    {
        if (watch.TryClose())
        {
            await GiveUpAsync(id, watch);
            return true;
        }

        var wasBehind = watch.IsBehind;
        try
        {
            if (await watch.RenewAsync(Patience, cancellationToken) is null)
            {
                watch.Lose(id);
            }

            return true;
        }
        catch (Exception exception)
        {
            if (!wasBehind && exception is not OperationCanceledException)
            {
                onFailure(id, exception);
            }

            return false;
        }
    }

    private async Task GiveUpAsync(Guid id, Watch<TState> watch)
    {
        try
        {
            await unsubscribe(id).WaitAsync(Patience, time);
        }
        catch (Exception exception)
        {
            // The subscription runs out by itself within a minute.
            onFailure(id, exception);
        }
        finally
        {
            _watched.TryRemove(new KeyValuePair<Guid, Watch<TState>>(id, watch));
            watch.Close();
        }
    }
}
