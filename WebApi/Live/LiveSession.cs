using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Live;

/// <summary>
/// One client, of the hub or of a stream: a slot for the newest state of each thing that it watches, and one write under way at most. A
/// client that does not read costs its slots and the transport's buffer, and holds up nobody else.
/// </summary>
/// <param name="caller">Whose token it came with.</param>
/// <param name="write">Writes one state; completes when the transport has room for the next.</param>
/// <param name="end">Ends the client's connection; called once at most.</param>
/// <param name="time">The clock.</param>
/// <param name="onLost">Hears of watched things that do not exist any more.</param>
internal sealed class LiveSession(
    Caller caller, Func<LiveNews, ValueTask> write, Action<LiveEnd> end, TimeProvider time, Action<Guid>? onLost = null) : ILiveListener
{
    /// <summary>What may wait of the few things that are said although all else is held.</summary>
    private const int MostAnnounced = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Call, Guid Id), LiveNews> _slots = [];
    private readonly Queue<(string Call, Guid Id)> _order = new();
    private readonly Queue<LiveNews> _announced = new();
    private LiveNews? _offered;
    private long? _writingSince;
    private bool _isHeld;
    private bool _hasEnded;

    public Caller Caller => caller;

    /// <summary>States that wait for the client.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _slots.Count;
            }
        }
    }

    /// <summary>For how long the client has not taken what is written to it.</summary>
    public TimeSpan WritingFor
    {
        get
        {
            lock (_lock)
            {
                return _writingSince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>The writes that are under way; it never fails.</summary>
    public Task Writing { get; private set; } = Task.CompletedTask;

    public void Offer(LiveNews news)
    {
        // A sensor may have moved to a store that this token may not see.
        if (news.StoreId is { } storeId && !caller.MaySeeStore(storeId))
        {
            return;
        }

        lock (_lock)
        {
            // Who watches a store and its organization is told of an alert by both.
            if (_hasEnded || ReferenceEquals(news, _offered))
            {
                return;
            }

            _offered = news;
            if (_isHeld && news.PassesHold && _announced.Count < MostAnnounced)
            {
                _announced.Enqueue(news);
            }
            else if (!Wait(news))
            {
                return;
            }
        }

        Go();
    }

    public void Lose(Guid id) => onLost?.Invoke(id);

    /// <summary>Writes nothing more until <see cref="Release"/>, but for what passes; the newest states wait.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            _isHeld = true;
        }
    }

    public void Release()
    {
        lock (_lock)
        {
            _isHeld = false;
        }

        Go();
    }

    /// <summary>Ends it, once.</summary>
    public void End(LiveEnd reason)
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return;
            }

            _hasEnded = true;
            _slots.Clear();
            _order.Clear();
            _announced.Clear();
        }

        end(reason);
    }

    /// <summary>Has a state wait in its slot; false when a newer one does already.</summary>
    private bool Wait(LiveNews news)
    {
        var slot = (news.Call, news.Id);
        if (!_slots.TryGetValue(slot, out var waiting))
        {
            _order.Enqueue(slot);
        }
        else if (waiting.Version >= news.Version)
        {
            return false;
        }

        _slots[slot] = news;
        return true;
    }

    private void Go()
    {
        lock (_lock)
        {
            if (_writingSince is not null || (_announced.Count == 0 && (_isHeld || _order.Count == 0)))
            {
                return;
            }

            _writingSince = time.GetTimestamp();
        }

        Writing = WriteAsync();
    }

    private async Task WriteAsync()
    {
        while (Next() is { } news)
        {
            try
            {
                await write(news);
            }
            catch (Exception)
            {
                // Whatever the transport says: it takes nothing more, and the client comes back by itself.
                End(LiveEnd.Gone);
            }
        }
    }

    private LiveNews? Next()
    {
        lock (_lock)
        {
            if (_announced.TryDequeue(out var announced))
            {
                _writingSince = time.GetTimestamp();
                return announced;
            }

            if (_isHeld || !_order.TryDequeue(out var slot) || !_slots.Remove(slot, out var news))
            {
                _writingSince = null;
                return null;
            }

            _writingSince = time.GetTimestamp();
            return news;
        }
    }
}
