using Microsoft.Extensions.Time.Testing;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.Unit.Tests.Live;

public sealed class WatchListTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _calls = [];
    private readonly List<Guid> _failures = [];
    private readonly WatchList<StoreLive> _list;
    private Func<Task<StoreLive?>> _answer = () => Task.FromResult<StoreLive?>(LiveSamples.Store(1));
    private Task _unsubscribed = Task.CompletedTask;
    private int _unsubscriptions;

    public WatchListTests()
    {
        _list = new(
            id => new(Subscribe, live => live.Version, LiveNews.Of, Pause, _time),
            id =>
            {
                _calls.Add("unsubscribe");
                Interlocked.Increment(ref _unsubscriptions);
                return _unsubscribed;
            },
            (id, _) => _failures.Add(id), _time);

        Task<StoreLive?> Subscribe()
        {
            _calls.Add("subscribe");
            return _answer();
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_who_ask_at_once_share_one_subscription()
    {
        var answer = new TaskCompletionSource<StoreLive?>();
        _answer = () => answer.Task;

        var all = Enumerable.Range(0, 100).Select(_ => _list.AddAsync(LiveSamples.StoreId, new Listener())).ToArray();
        answer.SetResult(LiveSamples.Store(3));

        Assert.All(await Task.WhenAll(all), live => Assert.Equal(3, live!.Version));
        Assert.Equal(["subscribe"], _calls);
    }

    [Fact]
    public async Task Who_joins_is_answered_the_newest_and_hears_what_follows()
    {
        var (first, second) = (new Listener(), new Listener());
        await _list.AddAsync(LiveSamples.StoreId, first);
        _list.Offer(LiveSamples.StoreId, LiveSamples.Store(5));

        // The subscription answers a state that was on its way before the news.
        Assert.Equal(5, (await _list.AddAsync(LiveSamples.StoreId, second))!.Version);
        _list.Offer(LiveSamples.StoreId, LiveSamples.Store(6));
        _time.Advance(Pause);
        _time.Advance(Pause);

        Assert.Equal([1, 6], first.Versions);
        Assert.Equal([6], second.Versions);
    }

    [Fact]
    public async Task What_nobody_listens_to_is_given_up_at_the_next_renewal_and_can_be_watched_again()
    {
        var listener = new Listener();
        await _list.AddAsync(LiveSamples.StoreId, listener);
        _list.Remove(LiveSamples.StoreId, listener);
        var unsubscribed = new TaskCompletionSource();
        _unsubscribed = unsubscribed.Task;

        var renewal = _list.RenewAsync(Cancellation);
        while (Volatile.Read(ref _unsubscriptions) == 0)
        {
            await Task.Yield();
        }

        var again = _list.AddAsync(LiveSamples.StoreId, listener);
        Assert.Equal(["subscribe", "unsubscribe"], _calls);
        unsubscribed.SetResult();
        await renewal;
        await again;

        // In this order: the other one would end the new subscription.
        Assert.Equal(["subscribe", "unsubscribe", "subscribe"], _calls);
    }

    [Fact]
    public async Task A_silo_that_hangs_does_not_hold_up_a_renewal_for_long_and_is_asked_again()
    {
        var listener = new Listener();
        await _list.AddAsync(LiveSamples.StoreId, listener);
        _answer = () => new TaskCompletionSource<StoreLive?>().Task;

        var hanging = _list.RenewAsync(Cancellation);
        while (!hanging.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            await Task.Yield();
        }

        Assert.False(await hanging);
        Assert.Equal([LiveSamples.StoreId], _failures);

        _answer = () => Task.FromResult<StoreLive?>(LiveSamples.Store(9));
        Assert.True(await _list.CatchUpAsync(Cancellation));
        _time.Advance(Pause);
        Assert.Equal([1, 9], listener.Versions);
        var calls = _calls.Count;
        Assert.True(await _list.CatchUpAsync(Cancellation));
        Assert.Equal(calls, _calls.Count);
    }

    [Fact]
    public async Task What_does_not_exist_is_not_watched_and_what_ceases_to_exist_is_lost()
    {
        var listener = new Listener();
        await _list.AddAsync(LiveSamples.StoreId, listener);
        _answer = () => Task.FromResult<StoreLive?>(null);

        Assert.True(await _list.RenewAsync(Cancellation));
        Assert.Equal([LiveSamples.StoreId], listener.Lost);
        Assert.Null(await _list.AddAsync(LiveSamples.StoreId, listener));
        await _list.RenewAsync(Cancellation);
        Assert.Null(_list.Newest(LiveSamples.StoreId));
    }

    private sealed class Listener : ILiveListener
    {
        public List<long> Versions { get; } = [];

        public List<Guid> Lost { get; } = [];

        public void Offer(LiveNews news) => Versions.Add(news.Version);

        public void Lose(Guid id) => Lost.Add(id);
    }
}
