namespace RetailOrleans.Grains.Live;

/// <summary>
/// The silos that watch one grain, each with its own slot, so that a slow or dead one holds up nobody. A watcher that does not renew
/// within a minute, or that can't be reached, is forgotten; it renews every few seconds.
/// </summary>
internal sealed class Watchers<TObserver, TState>(Func<TObserver, TState, Task> notify, TimeProvider time)
    where TObserver : class, IGrainObserver
    where TState : class
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly Dictionary<TObserver, (Outbox<TState> Outbox, DateTimeOffset RenewedAt)> _watchers = [];

    public bool Any => _watchers.Count > 0;

    public void Add(TObserver observer)
    {
        var outbox = _watchers.TryGetValue(observer, out var known)
            ? known.Outbox
            : new Outbox<TState>(state => notify(observer, state), _ => _watchers.Remove(observer));
        _watchers[observer] = (outbox, time.GetUtcNow());
    }

    public void Remove(TObserver observer) => _watchers.Remove(observer);

    public void Notify(TState state)
    {
        var now = time.GetUtcNow();
        foreach (var (observer, (outbox, renewedAt)) in _watchers.ToArray())
        {
            if (now - renewedAt > Lease)
            {
                _watchers.Remove(observer);
            }
            else
            {
                outbox.Put(state);
            }
        }
    }
}
