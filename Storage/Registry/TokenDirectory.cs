using System.Collections.Concurrent;

namespace RetailOrleans.Storage.Registry;

/// <summary>
/// Who a secret speaks for, from memory. A secret that is not known is asked of the database before it is refused, at most once a second.
/// </summary>
public sealed class TokenDirectory
{
    private const int Capacity = 100_000;
    private const int UnknownCapacity = 10_000;
    private static readonly TimeSpan UnknownAge = TimeSpan.FromSeconds(1);

    private readonly TokenRegistry _tokens;
    private readonly TimeProvider _time;
    private readonly WatchedCache<TokenHash, Caller> _callers;
    private readonly ConcurrentDictionary<TokenHash, long> _unknown = new();
    private ConcurrentDictionary<Guid, byte> _used = new();

    public TokenDirectory(TokenRegistry tokens, ChangeFeed feed, TimeProvider time)
    {
        _tokens = tokens;
        _time = time;
        _callers = new WatchedCache<TokenHash, Caller>(feed, Capacity);
        feed.Changed += OnChanged;
    }

    /// <summary>The caller; null when the secret is none, or its token is revoked or has expired.</summary>
    public ValueTask<Caller?> FindAsync(ReadOnlySpan<char> secret, CancellationToken cancellationToken = default) =>
        FindAsync(TokenHash.Of(secret), cancellationToken);

    /// <summary>The caller of a secret's hash; null when it is null, or its token is none, is revoked or has expired.</summary>
    public ValueTask<Caller?> FindAsync(TokenHash? secret, CancellationToken cancellationToken = default)
    {
        if (secret is not { } hash)
        {
            return default;
        }

        if (_callers.Find(hash) is { } caller)
        {
            return new ValueTask<Caller?>(Current(caller));
        }

        return _unknown.TryGetValue(hash, out var askedAt) && _time.GetElapsedTime(askedAt) < UnknownAge ? default : LoadAsync(hash, cancellationToken);
    }

    /// <summary>The tokens that were used since the last call.</summary>
    internal IReadOnlyCollection<Guid> TakeUsed() => (IReadOnlyCollection<Guid>)Interlocked.Exchange(ref _used, new()).Keys;

    private async ValueTask<Caller?> LoadAsync(TokenHash hash, CancellationToken cancellationToken)
    {
        var ticket = _callers.Ask(hash);
        if (await _tokens.FindCallerAsync(hash, cancellationToken) is { } caller)
        {
            _callers.Add(hash, caller, ticket);
            return Current(caller);
        }

        if (_unknown.Count >= UnknownCapacity)
        {
            _unknown.Clear();
        }

        _unknown[hash] = ticket.AskedAt;
        return null;
    }

    private Caller? Current(Caller caller)
    {
        if (caller.ExpiresAt <= _time.GetUtcNow())
        {
            return null;
        }

        // Asked first, since an addition takes a lock.
        if (!_used.ContainsKey(caller.TokenId))
        {
            _used.TryAdd(caller.TokenId, 0);
        }

        return caller;
    }

    private void OnChanged(RegistryChange? change)
    {
        if (change is null or { Kind: RegistryChangeKind.Token })
        {
            _unknown.Clear();
            _callers.RemoveWhere(caller => change is null || caller.TokenId == change.Value.Id);
        }
    }
}
