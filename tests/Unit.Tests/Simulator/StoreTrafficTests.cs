using RetailOrleans.Simulator.Control;
using RetailOrleans.Simulator.Fleet;
using RetailOrleans.Simulator.Traffic;

namespace RetailOrleans.Unit.Tests.Simulator;

public sealed class StoreTrafficTests
{
    private static readonly DateTimeOffset Tuesday = new(2025, 7, 22, 16, 20, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_gives_the_same_truth_in_any_order()
    {
        var (one, other) = (PretendFleet.Create(7, 3, 4), PretendFleet.Create(7, 3, 4));
        _ = other.Traffic[0].On(new DateOnly(2025, 1, 1));
        _ = TruthReport.At(other, null, Tuesday.AddDays(-40));
        Assert.Equal(Text(TruthReport.At(one, null, Tuesday)), Text(TruthReport.At(other, null, Tuesday)));
    }

    [Fact]
    public void Another_seed_gives_another_truth() =>
        Assert.NotEqual(Text(TruthReport.At(PretendFleet.Create(7, 1, 1), null, Tuesday)), Text(TruthReport.At(PretendFleet.Create(8, 1, 1), null, Tuesday)));

    // Pins the numbers: a demo's history must not change under a reader because the code was tidied.
    [Fact]
    public void The_truth_of_a_day_stays_what_it_was()
    {
        var store = TruthReport.At(PretendFleet.Create(7, 3, 4), new DateOnly(2025, 7, 22), Tuesday.AddDays(2)).Stores[0];
        Assert.Equal(new Movement(1059, 1059, 5709), store.Total);
    }

    [Fact]
    public void The_past_does_not_change()
    {
        var fleet = PretendFleet.Create(7, 3, 4);
        var (early, late) = (TruthReport.At(fleet, null, Tuesday), TruthReport.At(fleet, null, Tuesday.AddHours(2)));
        foreach (var (before, after) in early.Stores.Zip(late.Stores).Where(pair => pair.First.Date == pair.Second.Date))
        {
            Assert.Equal(before.Hours.Where(hour => hour.Complete), after.Hours.Take(before.Hours.Count(hour => hour.Complete)));
        }
    }

    [Theory]
    [InlineData("2025-07-22")]
    [InlineData("2025-07-26")]
    [InlineData("2025-03-30")]
    [InlineData("2025-10-26")]
    public void Everyone_who_comes_leaves_and_never_before(string date)
    {
        var fleet = PretendFleet.Create(7, 10, 4);
        foreach (var store in fleet.Stores)
        {
            var day = fleet.Traffic[store.Index].On(DateOnly.Parse(date));
            Assert.Equal(0, day.Occupancy(day.Day.End));
            Assert.All(Enumerable.Range(0, day.Day.SlotCount), slot => Assert.True(day.Occupancy(day.Day.SlotStart(slot)) >= 0));
            Assert.All(Enumerable.Range(1, day.Day.SlotCount - 1), slot => Assert.False(double.IsNegative(day.PersonSeconds(day.Day.SlotStart(slot - 1), day.Day.SlotStart(slot)))));
            Assert.True(day.Day.Hours.Max(hour => day.Occupancy(hour.Start)) > 8);
            // Ten minutes after closing only staff is left.
            var closed = store.Hours.Intervals(day.Day, store.Calendar).Single().Close.AddMinutes(11);
            Assert.InRange(day.Occupancy(closed), 0, 6);
        }
    }

    [Fact]
    public void Entries_over_lines_are_the_people_who_came()
    {
        var fleet = PretendFleet.Create(7, 3, 6);
        foreach (var truth in TruthReport.At(fleet, new DateOnly(2025, 7, 22), Tuesday.AddDays(2)).Stores)
        {
            var day = fleet.Traffic.Select(traffic => traffic.On(truth.Date)).ElementAt(fleet.Stores.Single(store => store.Code == truth.Code).Index);
            Assert.Equal(day.Arrivals.Count(day.Day.Start, day.Day.End), truth.Total.Entries);
            Assert.Equal(truth.Total.Entries, truth.Total.Exits);
            Assert.Equal(truth.Total, truth.TotalComplete);
            Assert.Equal(0, truth.Occupancy);
        }
    }

    [Fact]
    public void Some_store_of_three_is_always_open_and_always_something_moves()
    {
        var fleet = PretendFleet.Create(7, 3, 4);
        for (var at = Tuesday; at < Tuesday.AddDays(1); at += TimeSpan.FromMinutes(15))
        {
            Assert.Contains(fleet.Stores, store => store.Hours.IsOpenAt(at, store.Calendar));
            Assert.True(fleet.Stores.Sum(store => Crossings(fleet.Traffic[store.Index], store, at)) > 0);
        }
    }

    [Fact]
    public void A_thousand_cameras_have_their_own_addresses_off_127_0_0_1()
    {
        var fleet = PretendFleet.Create(7, 250, 4);
        Assert.Equal(1_000, fleet.ByAddress.Count);
        Assert.All(fleet.ByAddress.Keys, address => Assert.StartsWith("127.1.", address.ToString()));
        Assert.Equal(fleet.Stores[3].Cameras[1].Address, PretendFleet.Create(7, 5, 2).Stores[3].Cameras[1].Address);
        Assert.Equal(1_000, fleet.Stores.SelectMany(store => store.Cameras).Select(camera => camera.Name).Distinct().Count());
    }

    private static int Crossings(StoreTraffic traffic, PretendStore store, DateTimeOffset at)
    {
        var day = traffic.On(store.Calendar.DayOf(at).Date);
        return day.Arrivals.Count(at, at.AddMinutes(15)) + day.Departures.Count(at, at.AddMinutes(15));
    }

    private static string Text(Truth truth) => System.Text.Json.JsonSerializer.Serialize(truth);
}
