using System.Collections.Concurrent;

namespace RetailOrleans.Storage.Registry;

/// <summary>
/// A bounded dictionary of what the database said, trusted for as long as the change feed watches over it. When it is full, an arbitrary
/// tenth makes room: a miss costs one query.
/// </summary>
internal sealed class WatchedCache<TKey, TValue>(ChangeFeed feed, int capacity)
    where TKey : notnull
    where TValue : class
{
    private const int Stripes = 256;
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();
    private readonly long[] _generations = new long[Stripes];
    private int _count;

    /// <summary>The trusted value; null when the database must be asked.</summary>
    public TValue? Find(TKey key) => _entries.TryGetValue(key, out var entry) && feed.IsFresh(entry.LoadedAt) ? entry.Value : null;

    /// <summary>To be taken before the database is asked, and given to <see cref="Add"/> with its answer.</summary>
    public Ticket Ask(TKey key) => new(feed.Timestamp, Volatile.Read(ref _generations[StripeOf(key)]));

    /// <summary>Keeps an answer, unless it was called off while it was under way.</summary>
    public void Add(TKey key, TValue value, Ticket ticket)
    {
        var entry = new Entry(value, ticket.AskedAt);
        if (_entries.TryAdd(key, entry))
        {
            if (Interlocked.Increment(ref _count) > capacity)
            {
                MakeRoom();
            }
        }
        else
        {
            _entries[key] = entry;
        }

        // Looked at after the entry is visible: a change either sees the entry and removes it, or is seen here.
        if (Volatile.Read(ref _generations[StripeOf(key)]) != ticket.Generation)
        {
            Drop(key);
        }
    }

    /// <summary>Calls off what is known of a key.</summary>
    public void Remove(TKey key)
    {
        Interlocked.Increment(ref _generations[StripeOf(key)]);
        Drop(key);
    }

    /// <summary>Calls off every value that fits, and every answer that is under way.</summary>
    public void RemoveWhere(Func<TValue, bool> fits)
    {
        for (var stripe = 0; stripe < Stripes; stripe++)
        {
            Interlocked.Increment(ref _generations[stripe]);
        }

        foreach (var (key, entry) in _entries)
        {
            if (fits(entry.Value))
            {
                Drop(key);
            }
        }
    }

    private void MakeRoom()
    {
        foreach (var (key, _) in _entries.Take(capacity / 10 + 1))
        {
            Drop(key);
        }
    }

    private void Drop(TKey key)
    {
        if (_entries.TryRemove(key, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    private static int StripeOf(TKey key) => key.GetHashCode() & (Stripes - 1);

    internal readonly record struct Ticket(long AskedAt, long Generation);

    private sealed record Entry(TValue Value, long LoadedAt);
}
