using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Grains.Tests.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.Grains.Tests.Stores;

[Collection(OneCluster.Name)]
public sealed class LiveStoreTests
{
    private readonly ClusterFixture _cluster;

    public LiveStoreTests(ClusterFixture cluster)
    {
        _cluster = cluster;
        cluster.BeginByDay();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reading_is_in_its_stores_live_state()
    {
        var store = await _cluster.Tenant.AddStoreAsync(capacity: 10);
        var front = await _cluster.Tenant.AddSensorAsync(store, lines: [("line1", new LineConfig()), ("line2", new LineConfig(Type: LineType.Passing))]);
        var back = await _cluster.Tenant.AddSensorAsync(store);

        var outcome = await _cluster.RecordAsync(front, 20, 7, 1, 30, 12);
        Assert.Equal(new RecordTally(1, 0, 0), outcome.People);
        await _cluster.RecordAsync(back, 10, 1, 3);

        var live = await _cluster.StoreIsAsync(store, live => live is { EntriesToday: 8, ExitsToday: 4, Sensors.Healthy: 2 });
        Assert.Equal((42, 4, 6, 10), (live.PassingToday, live.Occupancy, live.PeakOccupancy, live.Capacity!.Value));
        Assert.Equal(_cluster.Now.AddMinutes(-10), live.LastReadingAt);
        Assert.Equal((2, 2), (live.Sensors.Total, live.Sensors.Healthy));

        // The store is told of corrections as well, and its version rises.
        await _cluster.RecordAsync(front, 20, 8, 1, 30, 12);
        var corrected = await _cluster.StoreIsAsync(store, live => live.EntriesToday == 9);
        Assert.True(corrected.Version > live.Version);

        var status = await _cluster.Store(store).GetStatusAsync(Cancellation);
        Assert.Equal([9, 4], new[] { status!.Sensors.Sum(s => s.HourEntries), status.Sensors.Sum(s => s.HourExits) }.Select(n => (int)n));
        Assert.Equal(8, status.Sensors.Single(s => s.SensorId == front.SensorId).LatestPeople!.In);
    }

    [Fact]
    public async Task A_late_message_with_an_older_state_changes_nothing()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store);
        await _cluster.RecordAsync(sensor, 20, 7);
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 7);

        // The store is awake now: the next number can only have come from the sensor itself.
        await _cluster.RecordAsync(sensor, 10, 1);
        var before = await _cluster.StoreIsAsync(store, live => live.EntriesToday == 8);

        var old = new SensorSnapshot(
            sensor.SensorId, store.StoreId, 5, sensor.Name, sensor.Type, true, sensor.CreatedAt, TimeSpan.FromMinutes(5), null, null,
            DateOnly.FromDateTime(_cluster.Now.UtcDateTime), 99, 99, 99, 0, [], [], [], null, null, [], [], null, false);
        await _cluster.Store(store).ReportAsync([old]);

        var live = await _cluster.Store(store).GetLiveAsync(Cancellation);
        Assert.Equal((8, before.Version), (live!.EntriesToday, live.Version));
    }

    [Fact]
    public async Task Watchers_are_told_whole_states_with_rising_versions()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store);
        var watcher = new Watcher();
        var storeObserver = _cluster.Cluster.Client.CreateObjectReference<IStoreObserver>(watcher);
        var sensorObserver = _cluster.Cluster.Client.CreateObjectReference<ISensorObserver>(watcher);
        var first = await _cluster.Store(store).SubscribeAsync(storeObserver, Cancellation);
        Assert.Equal(0, first!.EntriesToday);
        Assert.NotNull(await _cluster.Sensor(sensor).SubscribeAsync(sensorObserver, Cancellation));

        for (var minutes = 5; minutes <= 50; minutes += 5)
        {
            await _cluster.RecordAsync(sensor, minutes, 1);
        }

        await Eventually.HoldsAsync(() => watcher.Stores.LastOrDefault()?.EntriesToday == 10 && watcher.Sensors.LastOrDefault()?.EntriesToday == 10, Cancellation);
        long[] versions = [first.Version, .. watcher.Stores.Select(live => live.Version)];

        // Who subscribes may be told the same state twice.
        Assert.Equal(versions.Order(), versions);
        Assert.Equal(versions.Length - 1, versions.Skip(1).Distinct().Count());
        var sensorVersions = watcher.Sensors.Select(live => live.Version).ToArray();
        Assert.Equal(sensorVersions.Order().Distinct(), sensorVersions);

        await _cluster.Store(store).UnsubscribeAsync(storeObserver, Cancellation);
        var told = watcher.Stores.Count;
        await _cluster.RecordAsync(sensor, 55, 1);
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 11);
        Assert.Equal(told, watcher.Stores.Count);
    }

    [Fact]
    public async Task At_local_midnight_the_day_begins_at_zero_and_watchers_hear_of_it()
    {
        var store = await _cluster.Tenant.AddStoreAsync("America/New_York");
        var sensor = await _cluster.Tenant.AddSensorAsync(store);
        await _cluster.RecordAsync(sensor, 20, 7, 2);
        var before = await _cluster.StoreIsAsync(store, live => live.EntriesToday == 7);
        var watcher = new Watcher();
        await _cluster.Store(store).SubscribeAsync(_cluster.Cluster.Client.CreateObjectReference<IStoreObserver>(watcher), Cancellation);
        await _cluster.Sensor(sensor).SubscribeAsync(_cluster.Cluster.Client.CreateObjectReference<ISensorObserver>(watcher), Cancellation);

        // New York is four hours behind in summer: its midnight is 04:00 UTC.
        var midnight = new DateTimeOffset(_cluster.Now.UtcDateTime.Date.AddHours(4), TimeSpan.Zero);
        midnight = midnight > _cluster.Now.AddSeconds(10) ? midnight : midnight.AddDays(1);
        _cluster.AdvanceTo(midnight.AddMinutes(-3));

        // Watchers renew; this one does as well.
        await _cluster.Store(store).SubscribeAsync(_cluster.Cluster.Client.CreateObjectReference<IStoreObserver>(watcher), Cancellation);
        await _cluster.Sensor(sensor).SubscribeAsync(_cluster.Cluster.Client.CreateObjectReference<ISensorObserver>(watcher), Cancellation);
        Assert.Equal(7, (await _cluster.Store(store).GetLiveAsync(Cancellation))!.EntriesToday);
        await _cluster.RecordAsync(sensor, 2, 4);
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 11);
        _cluster.AdvanceTo(midnight.AddSeconds(-20));
        await _cluster.Store(store).SubscribeAsync(_cluster.Cluster.Client.CreateObjectReference<IStoreObserver>(watcher), Cancellation);
        await _cluster.Sensor(sensor).SubscribeAsync(_cluster.Cluster.Client.CreateObjectReference<ISensorObserver>(watcher), Cancellation);

        _cluster.AdvanceTo(midnight.AddSeconds(5));

        // The bucket from 23:58 to 00:03 was received within its first two minutes: all of its flow is yesterday's.
        await Eventually.HoldsAsync(
            () => watcher.Stores.LastOrDefault() is { EntriesToday: 0, Occupancy: 0 } && watcher.Sensors.LastOrDefault()?.EntriesToday == 0, Cancellation);
        var live = await _cluster.Store(store).GetLiveAsync(Cancellation);
        Assert.True(live!.Version > before.Version);
        Assert.Equal(0, live.PeakOccupancy);
        Assert.Equal(0, (await _cluster.Sensor(sensor).GetLiveAsync(Cancellation))!.EntriesToday);
        Assert.Equal(4, (await _cluster.Store(store).GetStatusAsync(Cancellation))!.Sensors[0].LatestPeople!.In);
    }

    [Fact]
    public async Task New_settings_count_the_same_readings_anew()
    {
        var store = await _cluster.Tenant.AddStoreAsync(capacity: 5);
        var sensor = await _cluster.Tenant.AddSensorAsync(store);
        await _cluster.RecordAsync(sensor, 20, 7, 2, 1);
        var before = await _cluster.StoreIsAsync(store, live => live.EntriesToday == 8);

        await _cluster.Tenant.ChangeLinesAsync(sensor, ("line1", new LineConfig("Door", Invert: true)));
        await _cluster.Sensor(sensor).ReloadAsync(Cancellation);
        await _cluster.Store(store).ReloadAsync(Cancellation);
        var live = await _cluster.StoreIsAsync(store, live => live.EntriesToday == 2 && live.ExitsToday == 7);
        Assert.True(live.Version > before.Version);
        Assert.Equal("Door", (await _cluster.Sensor(sensor).GetLiveAsync(Cancellation))!.Lines[0].Name);

        await _cluster.Tenant.ChangeStoreAsync(store, capacity: 50);
        await _cluster.Store(store).ReloadAsync(Cancellation);
        Assert.Equal(50, (await _cluster.Store(store).GetLiveAsync(Cancellation))!.Capacity);
    }

    [Fact]
    public async Task Grains_that_come_back_show_the_same_numbers_under_a_higher_version()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store);
        await _cluster.RecordAsync(sensor, 20, 7, 2);
        await _cluster.RecordAsync(sensor, 3, 1);
        var before = await _cluster.StoreIsAsync(store, live => live.EntriesToday == 8);
        var sensorBefore = await _cluster.Sensor(sensor).GetLiveAsync(Cancellation);

        await _cluster.Cluster.DeactivateAsync(_cluster.Store(store));
        await _cluster.Cluster.DeactivateAsync(_cluster.Sensor(sensor));

        var live = await _cluster.Store(store).GetLiveAsync(Cancellation);
        Assert.True(live!.Version > before.Version);
        Assert.Equal(
            (before.EntriesToday, before.ExitsToday, before.Occupancy, before.PeakOccupancy, before.PeakAt, before.LastReadingAt),
            (live.EntriesToday, live.ExitsToday, live.Occupancy, live.PeakOccupancy, live.PeakAt, live.LastReadingAt));
        var sensorLive = await _cluster.Sensor(sensor).GetLiveAsync(Cancellation);
        Assert.True(sensorLive!.Version > sensorBefore!.Version);
        Assert.Equal((sensorBefore.EntriesToday, sensorBefore.HourEntries), (sensorLive.EntriesToday, sensorLive.HourEntries));
        Assert.True(live.Version < 1L << 53);
    }

    [Fact]
    public async Task There_is_no_state_of_a_store_that_does_not_exist()
    {
        Assert.Null(await _cluster.Cluster.Client.GetGrain<IStoreGrain>(Guid.NewGuid()).GetLiveAsync(Cancellation));
        var sensor = _cluster.Cluster.Client.GetGrain<ISensorGrain>(Guid.NewGuid());
        Assert.Null(await sensor.GetLiveAsync(Cancellation));
        Assert.False((await sensor.RecordAsync(ReadingBatch.Empty, Cancellation)).SensorFound);
    }
}
