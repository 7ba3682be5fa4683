using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Unit.Tests.Rollups;

public sealed class OutageTests
{
    private static readonly DateTimeOffset Nine = new(2026, 7, 15, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Nine.AddHours(10);

    [Fact]
    public void A_device_that_failed_and_fell_silent_was_offline_since_it_failed() => Assert.Equal(
        [new Outage(Nine, Nine.AddHours(2), false)],
        OutageQueries.Stretches([(Nine, "error"), (Nine.AddMinutes(30), "offline"), (Nine.AddHours(2), "online")], End));

    [Fact]
    public void One_that_answered_nonsense_all_the_time_was_refused() => Assert.Equal(
        [new Outage(Nine, Nine.AddHours(1), true)],
        OutageQueries.Stretches([(Nine, "error"), (Nine.AddMinutes(20), "error"), (Nine.AddHours(1), "recovered")], End));

    [Fact]
    public void What_has_not_ended_lasts() => Assert.Equal(
        [new Outage(Nine, Nine.AddHours(1), false), new Outage(Nine.AddHours(3), End, false)],
        OutageQueries.Stretches([(Nine, "offline"), (Nine.AddHours(1), "online"), (Nine.AddHours(3), "offline")], End));

    [Fact]
    public void Good_news_alone_says_nothing() => Assert.Empty(OutageQueries.Stretches([(Nine, "online"), (Nine.AddHours(1), "recovered")], End));
}
