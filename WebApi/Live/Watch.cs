namespace RetailOrleans.WebApi.Live;

/// <summary>One thing that this silo's clients watch, who they are, and its newest state.</summary>
internal sealed class Watch<TState>
    where TState : class
{
    private readonly Lock _lock = new();
    private readonly HashSet<ILiveListener> _listeners = [];
    private readonly Func<Task<TState?>> _subscribe;
    private readonly TimeProvider _time;
    private readonly Conflated<TState> _conflated;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ILiveListener[]? _audience;
    private Task<TState?>? _asking;
    private bool _isClosing;

    /// <param name="subscribe">Subscribes this silo, which answers the state now; null when there is no such thing.</param>
    /// <param name="version">The version of a state.</param>
    /// <param name="newsOf">A state as its listeners get it.</param>
    /// <param name="pause">Between two states to the listeners.</param>
    /// <param name="time">The clock.</param>
    public Watch(Func<Task<TState?>> subscribe, Func<TState, long> version, Func<TState, LiveNews> newsOf, TimeSpan pause, TimeProvider time)
    {
        (_subscribe, _time) = (subscribe, time);
        _conflated = new Conflated<TState>(version, state => Tell(newsOf(state)), pause, time);
    }

    /// <summary>The newest state known; null before the first.</summary>
    public TState? Newest => _conflated.Newest;

    /// <summary>Completes when this watch has been given up and another may take its place.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Whether the last attempt to subscribe failed.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>One listener more; false when the watch is being given up.</summary>
    public bool TryAdd(ILiveListener listener)
    {
        lock (_lock)
        {
            if (_isClosing)
            {
                return false;
            }

            _listeners.Add(listener);
            _audience = null;
            return true;
        }
    }

    public void Remove(ILiveListener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
            _audience = null;
        }
    }

    /// <summary>Begins to give it up, if nobody listens.</summary>
    public bool TryClose()
    {
        lock (_lock)
        {
            if (_isClosing || _listeners.Count > 0)
            {
                return false;
            }

            return _isClosing = true;
        }
    }

    public void Close() => _closed.TrySetResult();

    /// <summary>There is no such thing any more: its listeners are told, and are none.</summary>
    public void Lose(Guid id)
    {
        ILiveListener[] audience;
        lock (_lock)
        {
            audience = [.. _listeners];
            _listeners.Clear();
            _audience = null;
        }

        foreach (var listener in audience)
        {
            listener.Lose(id);
        }
    }

    /// <summary>Takes a state and passes it on in its time.</summary>
    public void Offer(TState state) => _conflated.Offer(state);

    /// <summary>Tells its listeners something, at once.</summary>
    public void Tell(LiveNews news)
    {
        ILiveListener[] audience;
        lock (_lock)
        {
            audience = _audience ??= [.. _listeners];
        }

        foreach (var listener in audience)
        {
            listener.Offer(news);
        }
    }

    /// <summary>The state now, with this silo subscribed. Those who ask at the same time share one call.</summary>
    public Task<TState?> AskAsync()
    {
        lock (_lock)
        {
            if (_asking is null || _asking.IsCompleted)
            {
                _asking = RenewAsync(Timeout.InfiniteTimeSpan, CancellationToken.None);
            }

            return _asking;
        }
    }

    /// <summary>Subscribes (again), by a call of its own: one that is under way may be to a silo that is dead.</summary>
    public async Task<TState?> RenewAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            var state = await _subscribe().WaitAsync(patience, _time, cancellationToken);
            IsBehind = false;
            if (state is null)
            {
                return null;
            }

            Offer(state);
            return Newest;
        }
        catch
        {
            IsBehind = true;
            throw;
        }
    }
}
