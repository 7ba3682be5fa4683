using System.Collections.Concurrent;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Tests.Fixture;
using RetailOrleans.Storage.Registry;
using RetailOrleans.TestKit;

namespace RetailOrleans.Grains.Tests.Sensors;

/// <summary>How devices in trouble are treated, and what their history says of it.</summary>
[Collection(OneCluster.Name)]
public sealed class DeviceTroubleTests
{
    private readonly ClusterFixture _cluster;

    public DeviceTroubleTests(ClusterFixture cluster)
    {
        _cluster = cluster;
        cluster.BeginByDay();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dead_device_is_tried_less_and_less_and_polled_again_after_one_good_trial()
    {
        var (sensor, polls) = await AddAsync(60, _ => FakeConnector.Fault("The camera does not answer."));
        await LiveForAsync(sensor, TimeSpan.FromMinutes(30));
        var gaps = Gaps(polls);

        // Five at the interval, then trials: 1 to 2 minutes, then 3 to 4 apart.
        Assert.All(gaps.Take(4), gap => Assert.InRange(gap.TotalSeconds, 0, 120));
        Assert.All(gaps.Skip(5), gap => Assert.InRange(gap.TotalSeconds, 150, 300));
        Assert.InRange(polls.Count, 10, 15);

        var before = polls.Count;
        Answer(sensor, polls, _ => FakeConnector.People());
        await LiveForAsync(sensor, TimeSpan.FromMinutes(15));
        gaps = Gaps(polls);
        Assert.True(polls.Count - before >= 7, $"{polls.Count - before} polls in 15 minutes after the device was back");
        Assert.All(gaps.TakeLast(5), gap => Assert.InRange(gap.TotalSeconds, 30, 120));
    }

    [Fact]
    public async Task Refused_credentials_are_not_tried_all_the_time_and_new_ones_at_once()
    {
        var (sensor, polls) = await AddAsync(60, _ => FakeConnector.Fault("The camera refused the sensor's credentials.", FaultKind.CredentialsRefused));
        await LiveForAsync(sensor, TimeSpan.FromHours(6), TimeSpan.FromMinutes(1));

        // 2, 4, 8, 16, 32, 60, 60, … minutes apart.
        Assert.InRange(polls.Count, 9, 12);
        Assert.All(Gaps(polls).Skip(6), gap => Assert.InRange(gap.TotalMinutes, 57, 63));
        var live = (await _cluster.Sensor(sensor).GetLiveAsync(Cancellation))!;
        Assert.Contains("refused the sensor's credentials", live.LastError, StringComparison.Ordinal);

        Answer(sensor, polls, _ => FakeConnector.People());
        var before = polls.Count;
        await _cluster.Tenant.ChangeLinesAsync(sensor, ("line1", new LineConfig("Door")));
        await _cluster.Sensor(sensor).ReloadAsync(Cancellation);
        await LiveForAsync(sensor, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));

        // Soon, and maybe at its own moment right after.
        Assert.InRange(polls.Count, before + 1, before + 2);
    }

    [Fact]
    public async Task Its_history_tells_when_it_came_failed_recovered_went_and_came_back()
    {
        var (sensor, polls) = await AddAsync(300, _ => FakeConnector.People());
        var store = _cluster.Cluster.Client.GetGrain<Interfaces.Stores.IStoreGrain>(sensor.StoreId);
        await store.ReloadAsync(Cancellation);
        await LiveForAsync(sensor, TimeSpan.FromMinutes(10));
        Answer(sensor, polls, _ => FakeConnector.Fault("It does not answer."));
        await LiveForAsync(sensor, TimeSpan.FromMinutes(10));
        Answer(sensor, polls, _ => FakeConnector.People());
        await LiveForAsync(sensor, TimeSpan.FromMinutes(10));
        Answer(sensor, polls, _ => FakeConnector.Fault("It does not answer."));
        await LiveForAsync(sensor, TimeSpan.FromHours(1));

        // The reminder's own clock is the real one.
        await store.AsReference<IRemindable>().ReceiveReminder("wake-sensors", default, Cancellation);
        Answer(sensor, polls, _ => FakeConnector.People());
        await LiveForAsync(sensor, TimeSpan.FromMinutes(20));

        var events = new SensorEvents(_cluster.Database);
        var (history, _) = await Eventually.AnswersAsync(
            async () =>
            {
                _cluster.Time.Advance(TimeSpan.FromSeconds(1));
                return await events.ListAsync(sensor.OrganizationId, sensor.SensorId, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, 100, Cancellation);
            },
            listed => listed.Length >= 6, TimeSpan.FromSeconds(15), Cancellation);
        Assert.Equal(
            [SensorEventType.Online, SensorEventType.Error, SensorEventType.Recovered, SensorEventType.Error, SensorEventType.Offline, SensorEventType.Online],
            history.Reverse().Select(line => line.Type));
        Assert.Contains("without contact", history[0].Detail, StringComparison.Ordinal);
        Assert.Equal("It does not answer.", history[2].Detail);
    }

    private async Task<(SensorSettings Sensor, ConcurrentQueue<DateTimeOffset> Polls)> AddAsync(int interval, Func<CollectionWindow, DeviceAnswer> answer)
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store, new CollectionConfig(IntervalSeconds: interval));
        var polls = new ConcurrentQueue<DateTimeOffset>();
        Answer(sensor, polls, answer);
        await _cluster.Sensor(sensor).WakeAsync(Cancellation);
        return (sensor, polls);
    }

    private void Answer(SensorSettings sensor, ConcurrentQueue<DateTimeOffset> polls, Func<CollectionWindow, DeviceAnswer> answer) => _cluster.Devices.Let(sensor.Port, window =>
    {
        polls.Enqueue(_cluster.Now);
        return Task.FromResult(answer(window));
    });

    /// <summary>Lets time go on in steps, and the sensor do at each what it has to.</summary>
    private async Task LiveForAsync(SensorSettings sensor, TimeSpan time, TimeSpan? step = null)
    {
        var until = _cluster.Now + time;
        while (_cluster.Now < until)
        {
            _cluster.Time.Advance(step ?? TimeSpan.FromSeconds(5));
            for (var turn = 0; turn < 3; turn++)
            {
                await _cluster.Sensor(sensor).GetLiveAsync(Cancellation);
            }
        }
    }

    private static TimeSpan[] Gaps(IEnumerable<DateTimeOffset> instants) => [.. instants.Zip(instants.Skip(1), (one, next) => next - one)];
}
