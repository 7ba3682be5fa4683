namespace RetailOrleans.Grains.Live;

/// <summary>
/// What a grain tells its watchers: whole states, each with a version that rises for as long as its subject exists, and a new one only when a
/// watcher would see a difference.
/// </summary>
/// <param name="notify">Tells one watcher.</param>
/// <param name="differs">Whether a watcher would see a difference.</param>
/// <param name="withVersion">A state with its version.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveVoice<TObserver, TLive>(
    Func<TObserver, TLive, Task> notify, Func<TLive, TLive, bool> differs, Func<TLive, long, TLive> withVersion, TimeProvider time)
    where TObserver : class, IGrainObserver
    where TLive : class
{
    private VersionCounter _version = new(0);
    private TLive? _told;

    public Watchers<TObserver, TLive> Watchers { get; } = new(notify, time);

    /// <summary>The activation's.</summary>
    public long Epoch => _version.Epoch;

    /// <summary>From now on with versions of a new epoch; the next state is told whatever it is.</summary>
    public void Begin(long epoch) => (_version, _told) = (new VersionCounter(epoch), null);

    /// <summary>A version for a state that is told in some other way.</summary>
    public long NextVersion() => _version.Next();

    /// <summary>Tells a state that has its version; null when it was not even made, as nobody watches.</summary>
    public void Announce(TLive? live)
    {
        _told = live;
        if (live is not null)
        {
            Watchers.Notify(live);
        }
    }

    /// <summary>Tells a state, unless it is what was told last. Returns what holds now, with its version.</summary>
    public TLive Tell(TLive live)
    {
        if (_told is null || differs(live, _told))
        {
            Announce(withVersion(live, _version.Next()));
        }

        return _told!;
    }
}
