using Microsoft.Extensions.Time.Testing;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.Unit.Tests.Live;

public sealed class LiveSessionTests
{
    private static readonly Guid OtherStoreId = new("00000000-0000-0000-0000-0000000000b2");

    private readonly FakeTimeProvider _time = new();
    private readonly List<(Guid Id, long Version)> _written = [];
    private readonly List<LiveEnd> _ends = [];
    private TaskCompletionSource? _blocked;

    [Fact]
    public void A_client_that_does_not_read_keeps_one_state_of_each_thing_the_newest()
    {
        var session = Session();
        _blocked = new();
        for (var version = 1; version <= 10_000; version++)
        {
            session.Offer(LiveSamples.News(version));
            session.Offer(LiveSamples.News(version, OtherStoreId));
        }

        Assert.Equal(2, session.Waiting);
        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.FromSeconds(7), session.WritingFor);

        Unblock();
        Assert.Equal([(LiveSamples.StoreId, 1), (OtherStoreId, 10_000), (LiveSamples.StoreId, 10_000)], _written);
        Assert.Equal((0, TimeSpan.Zero), (session.Waiting, session.WritingFor));
    }

    [Fact]
    public void What_came_first_goes_first_and_nothing_old_replaces_what_waits()
    {
        var session = Session();
        session.Hold();
        session.Offer(LiveSamples.News(7));
        session.Offer(LiveSamples.News(1, OtherStoreId));
        session.Offer(LiveSamples.News(6));

        session.Release();

        Assert.Equal([(LiveSamples.StoreId, 7), (OtherStoreId, 1)], _written);
    }

    [Fact]
    public void While_it_is_held_nothing_is_written()
    {
        var session = Session();
        session.Hold();
        session.Offer(LiveSamples.News(1));
        session.Offer(LiveSamples.News(2));
        Assert.Empty(_written);

        session.Release();
        session.Offer(LiveSamples.News(3));

        Assert.Equal([2, 3], _written.Select(state => state.Version));
    }

    [Fact]
    public void What_passes_is_written_although_all_else_is_held()
    {
        var session = Session();
        session.Hold();
        session.Offer(LiveSamples.News(1));
        session.Offer(LiveNews.Of(nameof(ILiveClient.AlertRaised), OtherStoreId, null, 5, new object(), passesHold: true));
        Assert.Equal([(OtherStoreId, 5)], _written);

        session.Release();
        session.Offer(LiveNews.Of(nameof(ILiveClient.AlertRaised), OtherStoreId, null, 6, new object(), passesHold: true));
        Assert.Equal([(OtherStoreId, 5), (LiveSamples.StoreId, 1), (OtherStoreId, 6)], _written);
    }

    [Fact]
    public void News_of_a_store_out_of_the_tokens_scope_are_dropped()
    {
        var session = new LiveSession(LiveSamples.Caller(OtherStoreId), WriteAsync, _ends.Add, _time);

        session.Offer(LiveSamples.News(1));
        session.Offer(LiveSamples.News(1, OtherStoreId));

        Assert.Equal([(OtherStoreId, 1)], _written);
    }

    [Fact]
    public void It_ends_once_and_hears_nothing_more()
    {
        var session = Session();
        session.End(LiveEnd.TokenEnded);
        session.End(LiveEnd.Stalled);
        session.Offer(LiveSamples.News(1));

        Assert.Equal([LiveEnd.TokenEnded], _ends);
        Assert.Empty(_written);
    }

    [Fact]
    public void A_transport_that_fails_ends_it()
    {
        var session = new LiveSession(LiveSamples.Caller(), _ => throw new IOException("Broken pipe"), _ends.Add, _time);

        session.Offer(LiveSamples.News(1));
        session.Offer(LiveSamples.News(2));

        Assert.Equal([LiveEnd.Gone], _ends);
        Assert.Equal((0, TimeSpan.Zero), (session.Waiting, session.WritingFor));
    }

    private LiveSession Session() => new(LiveSamples.Caller(), WriteAsync, _ends.Add, _time);

    private async ValueTask WriteAsync(LiveNews news)
    {
        _written.Add((news.Id, news.Version));
        if (_blocked is { } blocked)
        {
            await blocked.Task;
        }
    }

    private void Unblock()
    {
        var blocked = _blocked!;
        _blocked = null;
        blocked.SetResult();
    }
}
