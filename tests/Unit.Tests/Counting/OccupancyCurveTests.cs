using FsCheck.Xunit;
using RetailOrleans.Grains.Counting;

namespace RetailOrleans.Unit.Tests.Counting;

public sealed class OccupancyCurveTests
{
    [Fact]
    public void A_worked_example()
    {
        // flow      +5  −8  +2  +4  −1   0
        // S          5  −3  −1   3   2   2
        // lowest     0  −3  −3  −3  −3  −3
        // occupancy  5   0   2   6   5   5
        var curve = Curve([5, -8, 2, 4, -1], slots: 6);

        Assert.Equal([5, 0, 2, 6, 5, 5], Enumerable.Range(0, 6).Select(curve.PeopleAt));
        Assert.Equal((6, 3), curve.Peak(0, 6));
        Assert.Equal((5, 4), curve.Peak(4, 6));
        Assert.Equal(23 / 6.0, curve.Mean(0, 6), 9);
        Assert.Equal(3, curve.Drift(0, 6));
        Assert.Equal(0, curve.Drift(0, 1));
        Assert.Equal(3, curve.Drift(1, 2));
        Assert.Equal(0, curve.Drift(2, 6));
    }

    [Fact]
    public void The_floor_does_not_lose_later_flow()
    {
        // Two people went out before anybody was seen coming in; the next ten are all there.
        var curve = Curve([-2, 10], slots: 2);
        Assert.Equal(0, curve.PeopleAt(0));
        Assert.Equal(10, curve.PeopleAt(1));
    }

    [Fact]
    public void Halves_are_shown_rounded_up_and_kept_inside()
    {
        var curve = OccupancyCurve.Of([500_000, 499_999], 2);
        Assert.Equal(1, curve.PeopleAt(0));
        Assert.Equal(1, curve.PeopleAt(1));
        Assert.Equal(0.999999, curve.At(1), 9);
    }

    [Fact]
    public void Of_no_slots_there_is_nothing_to_say()
    {
        var curve = Curve([1, 1], slots: 2);
        Assert.Equal((0, -1), curve.Peak(1, 1));
        Assert.Equal(0, curve.Mean(1, 1));
        Assert.Equal(0, curve.Drift(1, 1));
        Assert.Equal(0, curve.PeopleAt(-1));
    }

    [Fact]
    public void The_peak_is_the_first_slot_that_has_it() => Assert.Equal((4, 1), Curve([1, 3, -2, 2], slots: 4).Peak(0, 4));

    [Fact]
    public void From_a_baseline_on_it_is_the_baseline_and_the_flow_since()
    {
        // flow      +5  −8  +2  +4  −1   0
        // from slot 2 on 10 people, set two fifths into it: three fifths of its flow come after.
        // occupancy  5   0  11.2 15.2 14.2
        var curve = OccupancyCurve.Of([.. new long[] { 5, -8, 2, 4, -1 }.Select(net => net * SlotFlow.Person)], 5, [new SlotBaseline(2, 10, 180_000)]);

        Assert.Equal([5, 0, 11.2, 15.2, 14.2], Enumerable.Range(0, 5).Select(slot => Math.Round(curve.At(slot), 6)));
        Assert.Equal((15, 3), curve.Peak(0, 5));
        Assert.Equal(3, curve.Drift(0, 5));
    }

    [Fact]
    public void A_baseline_forgets_the_floor_before_it_and_has_one_of_its_own()
    {
        var curve = OccupancyCurve.Of([.. new long[] { -4, 0, -5, 3 }.Select(net => net * SlotFlow.Person)], 4, [new SlotBaseline(1, 2, 300_000)]);

        Assert.Equal([0, 2, 0, 3], Enumerable.Range(0, 4).Select(curve.PeopleAt));
        Assert.Equal((4, 3, 7), (curve.Drift(0, 1), curve.Drift(2, 3), curve.Drift(0, 4)));
    }

    [Property(MaxTest = 200)]
    public void After_a_baseline_at_a_slot_s_start_it_is_a_curve_of_its_own(short[] flow, byte at, ushort people)
    {
        var net = flow.Select(one => one * SlotFlow.Person).ToArray();
        var slot = net.Length == 0 ? 0 : at % net.Length;
        var curve = OccupancyCurve.Of(net, net.Length, net.Length == 0 ? [] : [new SlotBaseline(slot, people, 300_000)]);

        var before = OccupancyCurve.Of(net, slot);
        var after = OccupancyCurve.Of(net.Length == 0 ? [] : [net[slot] + (people * SlotFlow.Person), .. net[(slot + 1)..]], net.Length - slot);
        for (var i = 0; i < net.Length; i++)
        {
            // The second one's first sum begins with the people, so its floor is the same.
            Assert.Equal(i < slot ? before.At(i) : after.At(i - slot), curve.At(i));
        }
    }

    [Property(MaxTest = 300)]
    public void It_is_the_running_sum_lifted_by_its_lowest_point(short[] flow)
    {
        var curve = Curve([.. flow.Select(people => (long)people)], flow.Length);
        for (var slot = 0; slot < flow.Length; slot++)
        {
            var sums = Enumerable.Range(0, slot + 1).Select(end => flow[..(end + 1)].Sum(people => (long)people)).ToArray();
            Assert.Equal(sums[^1] - Math.Min(0, sums.Min()), curve.At(slot));
            Assert.Equal(-Math.Min(0, sums.Min()), curve.Drift(0, slot + 1));
        }
    }

    private static OccupancyCurve Curve(long[] people, int slots) =>
        OccupancyCurve.Of(people.Select(net => net * SlotFlow.Person).ToArray(), slots);
}
