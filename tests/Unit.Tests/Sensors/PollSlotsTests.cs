using RetailOrleans.Grains.Sensors;

namespace RetailOrleans.Unit.Tests.Sensors;

public sealed class PollSlotsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_failing_and_the_past_do_not_take_the_places_of_the_living()
    {
        using var slots = new PollSlots(new PollingOptions { MaxConcurrent = 2, MaxConcurrentFailing = 1, MaxConcurrentCatchUp = 1 });
        using var failing = await slots.TakeAsync("a", PollLane.Failing, Cancellation);
        using var past = await slots.TakeAsync("b", PollLane.CatchUp, Cancellation);
        Assert.False(slots.TakeAsync("c", PollLane.Failing, Cancellation).IsCompleted);
        using var first = await slots.TakeAsync("d", PollLane.Live, Cancellation);
        using var second = await slots.TakeAsync("e", PollLane.Live, Cancellation);
        var third = slots.TakeAsync("f", PollLane.Live, Cancellation);
        Assert.False(third.IsCompleted);
        first.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task One_address_gets_a_few_at_once_and_who_waits_for_it_takes_nobody_s_place()
    {
        using var slots = new PollSlots(new PollingOptions { MaxConcurrent = 3, MaxPerHost = 2 });
        var first = await slots.TakeAsync("router", PollLane.Live, Cancellation);
        using var second = await slots.TakeAsync("router", PollLane.Live, Cancellation);
        var third = slots.TakeAsync("ROUTER", PollLane.Live, Cancellation);
        var fourth = slots.TakeAsync("router", PollLane.Live, Cancellation);
        Assert.False(third.IsCompleted);
        (await slots.TakeAsync("elsewhere", PollLane.Live, Cancellation)).Dispose();
        first.Dispose();
        (await third).Dispose();
        (await fourth).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_no_place_taken()
    {
        using var slots = new PollSlots(new PollingOptions { MaxConcurrent = 1, MaxPerHost = 1 });
        using (await slots.TakeAsync("a", PollLane.Live, Cancellation))
        {
            using var patience = new CancellationTokenSource();
            var sameHost = slots.TakeAsync("a", PollLane.Live, patience.Token);
            var sameLane = slots.TakeAsync("b", PollLane.Live, patience.Token);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sameHost);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sameLane);
        }

        (await slots.TakeAsync("a", PollLane.Live, Cancellation)).Dispose();
        (await slots.TakeAsync("b", PollLane.Live, Cancellation)).Dispose();
    }
}
