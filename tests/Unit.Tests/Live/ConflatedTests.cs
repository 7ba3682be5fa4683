using Microsoft.Extensions.Time.Testing;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.Unit.Tests.Live;

public sealed class ConflatedTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _time = new();
    private readonly List<long> _sent = [];
    private readonly Conflated<StoreLive> _conflated;

    public ConflatedTests()
    {
        _conflated = new(live => live.Version, live => _sent.Add(live.Version), Pause, _time);
    }

    [Fact]
    public void The_first_change_goes_at_once_and_of_those_within_the_pause_the_newest()
    {
        Offer(1);
        Assert.Equal([1], _sent);

        Offer(2, 3, 4);
        Assert.Equal([1], _sent);
        _time.Advance(Pause);

        Assert.Equal([1, 4], _sent);
    }

    [Fact]
    public void A_second_of_changes_is_four_updates_and_the_last_arrives()
    {
        for (var i = 1; i <= 1_000; i++)
        {
            Offer(i);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        _time.Advance(Pause);
        Assert.InRange(_sent.Count, 4, 5);
        Assert.Equal(1_000, _sent[^1]);
    }

    [Fact]
    public void After_a_quiet_time_a_change_goes_at_once_again()
    {
        Offer(1);
        _time.Advance(Pause);
        _time.Advance(TimeSpan.FromSeconds(10));

        Offer(2);

        Assert.Equal([1, 2], _sent);
    }

    [Fact]
    public void What_is_older_or_known_is_not_sent()
    {
        Offer(5, 4, 5);
        _time.Advance(Pause);
        Offer(3);
        _time.Advance(Pause);

        Assert.Equal([5], _sent);
        Assert.Equal(5, _conflated.Newest!.Version);
    }

    private void Offer(params long[] versions)
    {
        foreach (var version in versions)
        {
            _conflated.Offer(LiveSamples.Store(version));
        }
    }
}
