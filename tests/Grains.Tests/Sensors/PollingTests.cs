using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Tests.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.Grains.Tests.Sensors;

[Collection(OneCluster.Name)]
public sealed class PollingTests
{
    private readonly ClusterFixture _cluster;

    public PollingTests(ClusterFixture cluster)
    {
        _cluster = cluster;
        cluster.BeginByDay();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_device_says_comes_in_by_the_one_door()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store, isPolled: true);
        var hour = _cluster.Now.AddHours(-1);
        CollectionWindow? asked = null;
        _cluster.Devices.Let(sensor.Port, window =>
        {
            asked = window;
            return Task.FromResult(FakeConnector.People(new PeopleObservation(hour, hour.AddHours(1), [6, 2])));
        });

        // A new sensor is polled within 10 s.
        await PolledAsync(sensor, TimeSpan.FromSeconds(10));
        var live = await _cluster.StoreIsAsync(store, live => live is { EntriesToday: 6, Sensors.Healthy: 1 });
        Assert.Equal(2, live.ExitsToday);
        Assert.True(asked!.From < hour.AddHours(-1), "The first poll asks for the day");

        // Its numbers grow: the next poll corrects the hour.
        _cluster.Devices.Let(sensor.Port, _ => Task.FromResult(FakeConnector.People(new PeopleObservation(hour, hour.AddHours(1), [9, 2]))));
        await PolledAsync(sensor, TimeSpan.FromMinutes(5));
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 9);
        Assert.Equal(1, await CountAsync(sensor));
    }

    [Fact]
    public async Task A_failure_never_becomes_zeros()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store, isPolled: true);
        var hour = _cluster.Now.AddHours(-1);
        _cluster.Devices.Let(sensor.Port, _ => Task.FromResult(FakeConnector.People(new PeopleObservation(hour, hour.AddHours(1), [6, 2]))));
        await PolledAsync(sensor, TimeSpan.FromSeconds(10));
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 6);
        var seen = (await _cluster.Sensor(sensor).GetLiveAsync(Cancellation))!.LastSeenAt;

        _cluster.Devices.Let(sensor.Port, _ => Task.FromResult(FakeConnector.Fault("The camera at 127.1.0.1 did not answer within 5 s.")));
        await PolledAsync(sensor, TimeSpan.FromMinutes(5));
        var live = await LiveAsync(sensor, live => live.LastError is not null);
        Assert.Equal("The camera at 127.1.0.1 did not answer within 5 s.", live.LastError);
        Assert.Equal((6, 2, seen), (live.EntriesToday, live.ExitsToday, live.LastSeenAt));
        Assert.Equal(SensorHealth.Warning, live.Health);
        Assert.Equal(1, await CountAsync(sensor));
        var status = await Eventually.AnswersAsync(
            async () => Assert.Single((await _cluster.Store(store).GetStatusAsync(Cancellation))!.Sensors), status => status.LastError is not null,
            TimeSpan.FromSeconds(15), Cancellation);
        Assert.Equal((6, live.LastError), (status.Answer.LatestPeople!.In, status.Answer.LastError));

        // An exception of the connector itself is no data either, and the next poll comes.
        _cluster.Devices.Let(sensor.Port, _ => throw new InvalidDataException("nonsense"));
        await PolledAsync(sensor, TimeSpan.FromMinutes(5));
        _cluster.Devices.Let(sensor.Port, _ => Task.FromResult(FakeConnector.People(new PeopleObservation(hour, hour.AddHours(1), [6, 2]))));
        await PolledAsync(sensor, TimeSpan.FromMinutes(5));
        live = await LiveAsync(sensor, live => live.LastError is null);
        Assert.Equal((6, SensorHealth.Healthy), (live.EntriesToday, live.Health));
        Assert.True(live.LastSeenAt > seen);
    }

    [Fact]
    public async Task A_hung_device_does_not_block_its_own_sensors_ingest_and_is_not_asked_twice_at_once()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store, isPolled: true);
        var answer = new TaskCompletionSource<DeviceAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster.Devices.Let(sensor.Port, _ => answer.Task);
        await PolledAsync(sensor, TimeSpan.FromSeconds(10));

        await _cluster.RecordAsync(sensor, 30, 5).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 5);
        _cluster.Time.Advance(TimeSpan.FromMinutes(5));
        await _cluster.RecordAsync(sensor, 20, 2).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.Equal(1, _cluster.Devices.Polls(sensor.Port));

        // When it answers at last, that counts, and polling goes on.
        var bucket = _cluster.Now.AddMinutes(-60);
        answer.SetResult(FakeConnector.People(new PeopleObservation(bucket, bucket.AddMinutes(5), [1])));
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 8);
        await PolledAsync(sensor, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_poll_that_says_nothing_new_writes_nothing()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store, isPolled: true);
        var hour = _cluster.Now.AddHours(-1);
        _cluster.Devices.Let(sensor.Port, _ => Task.FromResult(FakeConnector.People(new PeopleObservation(hour, hour.AddHours(1), [6, 2]))));
        await PolledAsync(sensor, TimeSpan.FromSeconds(10));
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 6);
        var marks = await CountAsync("select count(*) from dirty_commits where $1 = any(sensor_keys)", sensor);

        for (var poll = 0; poll < 3; poll++)
        {
            await PolledAsync(sensor, TimeSpan.FromMinutes(5));
        }

        await LiveAsync(sensor, live => live.LastSeenAt == _cluster.Now);
        Assert.Equal(marks, await CountAsync("select count(*) from dirty_commits where $1 = any(sensor_keys)", sensor));
    }

    [Fact]
    public async Task A_type_that_nobody_knows_how_to_ask_is_said_so()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store, isPolled: true);
        await _cluster.ExecuteAsync($"update sensors set type = 'abacus' where id = '{sensor.SensorId}'");
        await _cluster.Sensor(sensor).ReloadAsync(Cancellation);
        _cluster.Time.Advance(TimeSpan.FromSeconds(10));
        var live = await LiveAsync(sensor, live => live.LastError is not null);
        Assert.Contains("'abacus'", live.LastError, StringComparison.Ordinal);
    }

    /// <summary>Wakes the sensor and lets time go on until its device has been asked once more.</summary>
    private async Task PolledAsync(SensorSettings sensor, TimeSpan within)
    {
        await _cluster.Sensor(sensor).WakeAsync(Cancellation);
        var polls = _cluster.Devices.Polls(sensor.Port);
        var until = _cluster.Now + within;

        // The fake clock fires a timer once per step, and the grain re-arms it when the call has ended.
        while (_cluster.Now < until && _cluster.Devices.Polls(sensor.Port) == polls)
        {
            _cluster.Time.Advance(within / 10);
            await _cluster.Sensor(sensor).GetLiveAsync(Cancellation);
        }

        await Eventually.HoldsAsync(() => _cluster.Devices.Polls(sensor.Port) > polls, Cancellation);
    }

    private async Task<SensorLive> LiveAsync(SensorSettings sensor, Func<SensorLive, bool> isWanted) => (await Eventually.AnswersAsync(
        () => _cluster.Sensor(sensor).GetLiveAsync(), live => isWanted(live!), TimeSpan.FromSeconds(15), Cancellation)).Answer!;

    private Task<long> CountAsync(SensorSettings sensor) => CountAsync("select count(*) from people_readings where sensor_key = $1", sensor);

    private async Task<long> CountAsync(string sql, SensorSettings sensor)
    {
        await using var command = _cluster.Database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = sensor.SensorKey });
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
