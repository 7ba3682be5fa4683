using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Grains.Stores;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Unit.Tests.Sensors;

namespace RetailOrleans.Unit.Tests.Stores;

public sealed class StoreStateTests
{
    private static readonly StoreCalendar Lisbon = StoreCalendar.Create("Europe/Lisbon");

    [Fact]
    public void The_flow_of_all_sensors_is_summed_before_the_floor()
    {
        // In by one door, out by the other: neither alone is the occupancy.
        var store = Store(
            Snapshot(1, 1, (60, [10, 0]), (30, [5, 0])),
            Snapshot(2, 1, (60, [0, 4]), (30, [0, 8])));

        var live = store.Live(7, Samples.Noon);
        Assert.Equal((7, 3, 15, 12), (live.Version, live.Occupancy, live.EntriesToday, live.ExitsToday));
        Assert.Equal(6, live.PeakOccupancy);
        Assert.Equal(0, live.Drift);
        Assert.Equal(Samples.Noon.AddMinutes(-30), live.LastReadingAt);
    }

    [Fact]
    public void Only_a_newer_state_of_an_own_sensor_is_taken()
    {
        var store = Store(Snapshot(1, 5, (60, [10])));

        Assert.False(store.Accept(Snapshot(1, 5, (60, [11]))));
        Assert.False(store.Accept(Snapshot(1, 4, (60, [12]))));
        Assert.False(store.Accept(Snapshot(2, 9, (60, [13]))));
        Assert.False(store.Accept(Snapshot(1, 9, (60, [14])) with { StoreId = Guid.NewGuid() }));
        Assert.Equal(10, store.Live(1, Samples.Noon).EntriesToday);

        Assert.True(store.Accept(Snapshot(1, 6, (60, [15]))));
        Assert.Equal(15, store.Live(1, Samples.Noon).EntriesToday);
    }

    [Fact]
    public void Yesterdays_numbers_are_not_todays()
    {
        var store = Store(Snapshot(1, 1, (60, [10])));
        var tomorrow = Samples.Noon.AddDays(1);
        var live = store.Live(1, tomorrow);
        Assert.Equal((0, 0, 0), (live.EntriesToday, live.Occupancy, live.PeakOccupancy));
        Assert.Null(live.PeakAt);
        var status = Assert.Single(store.Status(tomorrow).Sensors);
        Assert.Equal(0, status.HourEntries);
        Assert.Equal(10, status.LatestPeople!.In);
    }

    [Fact]
    public void Only_what_a_watcher_would_see_is_a_difference()
    {
        var store = Store(Snapshot(1, 1, (60, [10])));
        Assert.False(StoreState.Differs(store.Live(1, Samples.Noon), store.Live(2, Samples.Noon.AddSeconds(1))));
        var before = store.Live(1, Samples.Noon);
        store.Accept(Snapshot(1, 2, (60, [11])));
        Assert.True(StoreState.Differs(before, store.Live(1, Samples.Noon)));
    }

    [Fact]
    public void Sensors_are_tallied_by_their_health()
    {
        var store = Store(
            Snapshot(1, 1) with { LastSeenAt = Samples.Noon },
            Snapshot(2, 1) with { LastSeenAt = Samples.Noon.AddMinutes(-20) },
            Snapshot(3, 1) with { IsActive = false },
            Snapshot(4, 1) with { CreatedAt = Samples.Noon },
            Snapshot(5, 1));
        var tally = store.Live(1, Samples.Noon).Sensors;
        Assert.Equal((5, 1, 1, 1, 1, 1), (tally.Total, tally.Healthy, tally.Warning, tally.Error, tally.Inactive, tally.Unknown));
    }

    private static StoreState Store(params SensorSnapshot[] sensors) => new(Samples.Store(), Lisbon, sensors);

    private static SensorSnapshot Snapshot(int key, long version, params (int MinutesAgo, int[] Counts)[] buckets)
    {
        var state = new SensorState(Samples.Sensor(key: key), Lisbon, Samples.Noon);
        state.Fold([.. buckets.Select(bucket => new RowChange(
            ReadingKind.People, null, Samples.Row(Samples.Noon.AddMinutes(-bucket.MinutesAgo), 5, bucket.Counts)))]);
        return state.Snapshot(version);
    }
}
