namespace RetailOrleans.WebApi.Live;

/// <summary>
/// The newest state of one thing on its way to its audience: the first change goes at once, later ones at most every so often, and of
/// several that came meanwhile only the newest goes.
/// </summary>
internal sealed class Conflated<TState>(Func<TState, long> version, Action<TState> send, TimeSpan pause, TimeProvider time)
    where TState : class
{
    private readonly Lock _lock = new();
    private TState? _newest;
    private long _sent = -1;
    private bool _isSending;

    /// <summary>The newest state known; null before the first.</summary>
    public TState? Newest
    {
        get
        {
            lock (_lock)
            {
                return _newest;
            }
        }
    }

    /// <summary>Takes a state. An older version than the one known is ignored; the same one too.</summary>
    public void Offer(TState state)
    {
        lock (_lock)
        {
            if (_newest is not null && version(state) <= version(_newest))
            {
                return;
            }

            _newest = state;
            if (_isSending)
            {
                return;
            }

            _isSending = true;
        }

        Sending = SendAsync();
    }

    /// <summary>The sends and pauses that are under way.</summary>
    public Task Sending { get; private set; } = Task.CompletedTask;

    private async Task SendAsync()
    {
        while (Next() is { } state)
        {
            send(state);
            await Task.Delay(pause, time);
        }
    }

    private TState? Next()
    {
        lock (_lock)
        {
            if (_newest is null || version(_newest) <= _sent)
            {
                _isSending = false;
                return null;
            }

            _sent = version(_newest);
            return _newest;
        }
    }
}
