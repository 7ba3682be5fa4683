using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Counting;

namespace RetailOrleans.Unit.Tests.Counting;

/// <summary>A bucket near a day: from 30 hours before its start to 30 hours after, up to 24 hours long.</summary>
public sealed record FlowBucket(int NetFlow, int StartsAfterSeconds, int Seconds);

public sealed class SlotFlowTests
{
    private const long Person = SlotFlow.Person;
    private static readonly BusinessDay Day = StoreCalendar.Create("Europe/Lisbon").Day(new DateOnly(2026, 7, 15));

    public static class Buckets
    {
        public static Arbitrary<FlowBucket> All() =>
            (from net in Gen.Choose(-100_000, 100_000)
             from start in Gen.Choose(-30 * 3600, 30 * 3600)
             from seconds in Gen.OneOf(Gen.Choose(0, 900), Gen.Choose(0, 86_400))
             select new FlowBucket(net, start, seconds)).ToArbitrary();
    }

    [Fact]
    public void A_bucket_within_a_slot_goes_there()
    {
        Assert.Equal([0, 0, 3 * Person], Of(3, minutes: 10, length: 5));
        Assert.Equal([0, 0, -3 * Person], Of(-3, minutes: 10, length: 5));
        Assert.Equal([3 * Person], Of(3, minutes: 0, length: 0));
    }

    [Fact]
    public void A_longer_bucket_is_spread_evenly_over_what_it_covers()
    {
        // 00:02:30 to 00:12:30: half of slot 0, all of slot 1, half of slot 2.
        Assert.Equal([Person, 2 * Person, Person], Of(4, minutes: 2.5, length: 10));
        Assert.Equal([333_334, 333_333, 333_333], Of(1, minutes: 0, length: 15));
    }

    [Fact]
    public void What_falls_outside_the_day_is_left_out()
    {
        Assert.Equal([2 * Person, 2 * Person], Of(8, minutes: -10, length: 20));
        var slots = Of(8, minutes: (24 * 60) - 10, length: 20);
        Assert.Equal([2 * Person, 2 * Person], slots[286..]);
        Assert.Equal(288, slots.Length);
    }

    [Property(Arbitrary = [typeof(Buckets)], MaxTest = 500)]
    public void Nothing_is_lost_within_the_day(FlowBucket bucket)
    {
        // Three days that tile the bucket: their parts are the parts of one split.
        var calendar = StoreCalendar.Create("Europe/Lisbon");
        var total = 0L;
        foreach (var day in calendar.Days(Day.Date.AddDays(-2), Day.Date.AddDays(3)))
        {
            var flow = new SlotFlow(day);
            flow.Add(bucket.NetFlow, Start(bucket), End(bucket));
            total += flow.Slots.ToArray().Sum();
        }

        Assert.Equal(bucket.NetFlow * Person, total);
    }

    [Property(Arbitrary = [typeof(Buckets)], MaxTest = 200)]
    public void Taking_back_leaves_nothing(FlowBucket[] buckets)
    {
        var flow = new SlotFlow(Day);
        foreach (var bucket in buckets)
        {
            flow.Add(bucket.NetFlow, Start(bucket), End(bucket));
        }

        foreach (var bucket in buckets.Reverse())
        {
            flow.Add(-bucket.NetFlow, Start(bucket), End(bucket));
        }

        Assert.All(flow.Slots.ToArray(), slot => Assert.Equal(0, slot));
    }

    private static DateTimeOffset Start(FlowBucket bucket) => Day.Start.AddSeconds(bucket.StartsAfterSeconds);

    private static DateTimeOffset End(FlowBucket bucket) => Start(bucket).AddSeconds(bucket.Seconds);

    private static long[] Of(long net, double minutes, double length)
    {
        var flow = new SlotFlow(Day);
        flow.Add(net, Day.Start.AddMinutes(minutes), Day.Start.AddMinutes(minutes + length));
        var slots = flow.Slots.ToArray();
        return slots[..(Array.FindLastIndex(slots, slot => slot != 0) + 1)];
    }
}
