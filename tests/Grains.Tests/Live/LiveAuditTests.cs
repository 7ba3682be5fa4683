using Microsoft.Extensions.DependencyInjection;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Live;
using RetailOrleans.Grains.Tests.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.Grains.Tests.Live;

/// <summary>L3 also where a state has missed something: it is compared with what is stored, and made anew.</summary>
[Collection(OneCluster.Name)]
public sealed class LiveAuditTests
{
    private readonly ClusterFixture _cluster;

    public LiveAuditTests(ClusterFixture cluster)
    {
        _cluster = cluster;
        _cluster.BeginByDay();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_state_has_missed_it_shows_after_ten_minutes()
    {
        var (store, sensor) = await CountingAsync(7, 2);

        // As by a second activation of the same sensor: another bucket, and a correction of the first one.
        await _cluster.ExecuteAsync(
            $"""
            insert into people_readings (start_at, sensor_key, duration_s, received_after_s, line1_in)
              select start_at - interval '20 minutes', sensor_key, duration_s, received_after_s, 30 from people_readings where sensor_key = {sensor.SensorKey};
            update people_readings set line1_in = 5 where sensor_key = {sensor.SensorKey} and line1_in = 7
            """);
        Assert.Equal(7, (await _cluster.Sensor(sensor).GetLiveAsync(Cancellation))!.EntriesToday);

        _cluster.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(2, (await SensorIsAsync(sensor, live => live.EntriesToday == 35)).ExitsToday);
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 35);
    }

    [Fact]
    public async Task When_silos_come_or_go_it_shows_it_at_once()
    {
        var (_, sensor) = await CountingAsync(7, 0);
        await _cluster.ExecuteAsync($"update people_readings set line1_in = 9, received_after_s = received_after_s + 1 where sensor_key = {sensor.SensorKey}");
        ClusterChanges();
        await SensorIsAsync(sensor, live => live.EntriesToday == 9);
    }

    [Fact]
    public async Task Settings_that_grains_were_not_told_of_they_take_then()
    {
        var (store, sensor) = await CountingAsync(7, 2);
        await _cluster.Tenant.ChangeStoreAsync(store, capacity: 77);
        await _cluster.Tenant.ChangeLinesAsync(sensor, ("line1", new LineConfig(Invert: true)));
        var late = await _cluster.Tenant.AddSensorAsync(store, false, ("line1", new LineConfig()));
        Assert.NotEqual(77, (await _cluster.Store(store).GetLiveAsync(Cancellation))!.Capacity);

        ClusterChanges();
        Assert.Equal(7, (await SensorIsAsync(sensor, live => live.EntriesToday == 2)).ExitsToday);
        var live = await _cluster.StoreIsAsync(store, live => live.Capacity == 77 && live.EntriesToday == 2);
        Assert.Contains((await _cluster.Store(store).GetStatusAsync(Cancellation))!.Sensors, known => known.SensorId == late.SensorId);
        Assert.Equal(7, live.ExitsToday);
    }

    [Fact]
    public async Task An_activation_that_a_later_one_has_succeeded_ends_and_one_that_is_right_stays()
    {
        var (_, right) = await CountingAsync(3, 0);
        var (_, succeeded) = await CountingAsync(7, 0);
        var before = (await _cluster.Sensor(right).GetLiveAsync(Cancellation))!.Version;
        var old = (await _cluster.Sensor(succeeded).GetLiveAsync(Cancellation))!.Version;

        // What another activation does first of all.
        await _cluster.ExecuteAsync($"update sensors set epoch = epoch + 1 where key = {succeeded.SensorKey}");
        ClusterChanges();
        var now = await SensorIsAsync(succeeded, live => live.Version >> 28 > old >> 28);
        Assert.Equal(2, (now.Version >> 28) - (old >> 28));
        Assert.Equal(before >> 28, (await _cluster.Sensor(right).GetLiveAsync(Cancellation))!.Version >> 28);
    }

    private async Task<(StoreSettings Store, SensorSettings Sensor)> CountingAsync(int entered, int left)
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store, false, ("line1", new LineConfig()));
        await _cluster.RecordAsync(sensor, 10, entered, left);
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == entered);
        return (store, sensor);
    }

    /// <summary>What a silo does when the cluster changes.</summary>
    private void ClusterChanges()
    {
        foreach (var silo in _cluster.Cluster.Silos)
        {
            silo.ServiceProvider.GetRequiredService<ILiveAudit>().ClusterChanged();
        }
    }

    private async Task<SensorLive> SensorIsAsync(SensorSettings sensor, Func<SensorLive, bool> isWanted)
    {
        var (answer, _) = await Eventually.AnswersAsync(
            () =>
            {
                // The audit lets changes settle first.
                _cluster.Time.Advance(TimeSpan.FromSeconds(1));
                return _cluster.Sensor(sensor).GetLiveAsync(Cancellation);
            },
            live => isWanted(live!), TimeSpan.FromSeconds(20), Cancellation);
        return answer!;
    }
}
