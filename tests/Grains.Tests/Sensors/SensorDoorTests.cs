using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.TestingHost;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Live;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Grains.Tests.Fixture;
using RetailOrleans.Storage.Live;
using RetailOrleans.TestKit;

namespace RetailOrleans.Grains.Tests.Sensors;

/// <summary>Readings that reach a sensor without a message are stored, and seen, like all others.</summary>
[Collection(OneCluster.Name)]
public sealed class SensorDoorTests
{
    private readonly ClusterFixture _cluster;

    public SensorDoorTests(ClusterFixture cluster)
    {
        _cluster = cluster;
        cluster.BeginByDay();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<SensorDoor> Doors => _cluster.Cluster.Silos.Select(DoorOf);

    [Fact]
    public async Task A_message_is_sent_only_where_one_is_needed()
    {
        var (_, sensor, here) = await ActiveAsync();
        var elsewhere = _cluster.Cluster.Silos.Single(silo => silo != here);
        Assert.Equal(0, await MessagesOfAsync(DoorOf(here), sensor, 10));
        Assert.Equal(1, await MessagesOfAsync(DoorOf(elsewhere), sensor, 11));

        // Until activations have been compared, the directory says which one counts.
        here.ServiceProvider.GetRequiredService<ILiveAudit>().ClusterChanged();
        Assert.Equal(1, await MessagesOfAsync(DoorOf(here), sensor, 12));
        await SettleAsync();
        Assert.Equal(0, await MessagesOfAsync(DoorOf(here), sensor, 20));
        Assert.Equal(5 + 4, (await _cluster.Sensor(sensor).GetLiveAsync(Cancellation))!.EntriesToday);
    }

    [Fact]
    public async Task Each_waits_its_turn_whichever_way_it_came()
    {
        var (store, sensor, here) = await ActiveAsync();
        var commits = await HoldCommitsAsync();
        var first = DoorOf(here).RecordAsync(sensor.SensorId, Minute(10, 3)).AsTask();
        var second = DoorOf(here).RecordAsync(sensor.SensorId, Minute(10, 4)).AsTask();
        var third = DoorOf(here).RecordAsync(sensor.SensorId, Minute(10, 4)).AsTask();
        var message = _cluster.Sensor(sensor).RecordAsync(Minute(11, 1), Cancellation).AsTask();

        // Questions do not wait for them.
        Assert.Equal(5, (await _cluster.Sensor(sensor).GetLiveAsync(Cancellation))!.EntriesToday);
        await commits.DisposeAsync();
        Assert.Equal(new RecordTally(1, 0, 0), (await first).People);
        Assert.Equal(new RecordTally(0, 1, 0), (await second).People);
        Assert.Equal(new RecordTally(0, 0, 1), (await third).People);
        Assert.Equal(new RecordTally(1, 0, 0), (await message).People);
        Assert.Equal(5 + 4 + 1, (await _cluster.Sensor(sensor).GetLiveAsync(Cancellation))!.EntriesToday);
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 10);
    }

    [Fact]
    public async Task What_is_read_anew_includes_what_was_under_way()
    {
        var (_, sensor, here) = await ActiveAsync();
        var commits = await HoldCommitsAsync();
        var reading = DoorOf(here).RecordAsync(sensor.SensorId, Minute(10, 3)).AsTask();
        var reload = _cluster.Sensor(sensor).ReloadAsync(Cancellation);
        await ForAMomentAsync(reload);
        await commits.DisposeAsync();
        Assert.Equal(new RecordTally(1, 0, 0), (await reading).People);
        await reload;
        Assert.Equal(5 + 3, (await _cluster.Sensor(sensor).GetLiveAsync(Cancellation))!.EntriesToday);
    }

    [Fact]
    public async Task An_activation_ends_after_what_was_under_way()
    {
        var (_, sensor, here) = await ActiveAsync();
        var commits = await HoldCommitsAsync();
        var reading = DoorOf(here).RecordAsync(sensor.SensorId, Minute(10, 3)).AsTask();
        ActivationsOf(sensor).Single().Grain.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "a test"), Cancellation);
        var next = _cluster.Sensor(sensor).GetLiveAsync(Cancellation);
        await ForAMomentAsync(next);
        await commits.DisposeAsync();
        Assert.Equal(new RecordTally(1, 0, 0), (await reading).People);
        Assert.Equal(5 + 3, (await next)!.EntriesToday);
    }

    [Fact]
    public async Task Nothing_is_lost_or_counted_twice_while_activations_end()
    {
        var (store, sensor, _) = await ActiveAsync();
        using var enough = new CancellationTokenSource();
        var ended = 0;
        var ending = Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    foreach (var activation in ActivationsOf(sensor))
                    {
                        activation.Grain.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "a test"), Cancellation);
                        ended++;
                    }

                    // By the machine's clock: some readings come through in between.
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
                }
            },
            Cancellation);
        var outcomes = await Task.WhenAll(Doors.SelectMany((door, d) => Enumerable.Range(0, 4).Select(async worker =>
        {
            var tally = default(RecordTally);
            for (var i = 0; i < 30; i++)
            {
                // Each minute once by each door: one of them is new, the other one is what is there.
                var people = (await UntilTakenAsync(door, sensor, Minute(20 + (worker * 30) + i, 1))).People;
                tally = new RecordTally(tally.Inserted + people.Inserted, tally.Updated + people.Updated, tally.Unchanged + people.Unchanged);
            }

            return tally;
        })));
        await enough.CancelAsync();
        await ending;
        Assert.True(ended > 3, $"Only {ended} activations ended meanwhile.");
        Assert.Equal((120, 0, 120), (outcomes.Sum(o => o.Inserted), outcomes.Sum(o => o.Updated), outcomes.Sum(o => o.Unchanged)));
        Assert.Equal(5 + 120, (await _cluster.Sensor(sensor).GetLiveAsync(Cancellation))!.EntriesToday);
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 125);
    }

    /// <summary>How many messages it takes to store a minute with one entry.</summary>
    private async Task<int> MessagesOfAsync(SensorDoor door, SensorSettings sensor, int minutesAgo)
    {
        var before = _cluster.RecordMessages;
        Assert.Equal(new RecordTally(1, 0, 0), (await door.RecordAsync(sensor.SensorId, Minute(minutesAgo, 1))).People);
        return _cluster.RecordMessages - before;
    }

    private ReadingBatch Minute(int minutesAgo, int entered) => ReadingBatch.Empty with
    {
        People = [new PeopleReading(_cluster.Now.AddMinutes(-minutesAgo), _cluster.Now.AddMinutes(1 - minutesAgo), [entered])], AllOrNothing = true,
    };

    /// <summary>Until it is disposed of, no commit comes to its end.</summary>
    private async Task<NpgsqlConnection> HoldCommitsAsync()
    {
        var connection = await _cluster.Database.OpenConnectionAsync(Cancellation);
        await using var hold = connection.CreateCommand();
        hold.CommandText = "begin; lock table dirty_commits in exclusive mode";
        await hold.ExecuteNonQueryAsync(Cancellation);
        return connection;
    }

    /// <summary>Time enough, by the machine's clock, for what would go wrong should it not wait; whoever waits is right however long it is.</summary>
    private static async Task ForAMomentAsync(Task task) => await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Cancellation));

    /// <summary>The runtime forwards a message so often and no more; one that it gives up has reached nobody, and is sent again.</summary>
    private static async Task<RecordOutcome> UntilTakenAsync(SensorDoor door, SensorSettings sensor, ReadingBatch batch)
    {
        while (true)
        {
            try
            {
                return await door.RecordAsync(sensor.SensorId, batch);
            }
            catch (OrleansMessageRejectionException)
            {
            }
        }
    }

    private static SensorDoor DoorOf(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<SensorDoor>();

    /// <summary>Lets the comparison pass that follows a change of the cluster.</summary>
    private async Task SettleAsync() => await Eventually.AnswersAsync(
        () =>
        {
            _cluster.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(Doors.All(door => door.IsSettled));
        },
        isSettled => isSettled, TimeSpan.FromSeconds(20), Cancellation);

    /// <summary>A sensor that has counted five, and the silo that has it.</summary>
    private async Task<(StoreSettings Store, SensorSettings Sensor, InProcessSiloHandle Silo)> ActiveAsync()
    {
        await SettleAsync();
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store);
        await _cluster.RecordAsync(sensor, 160, 5);
        return (store, sensor, ActivationsOf(sensor).Single().Silo);
    }

    private (InProcessSiloHandle Silo, IGrainContext Grain)[] ActivationsOf(SensorSettings sensor) =>
        [.. _cluster.Cluster.Silos.SelectMany(silo => silo.ServiceProvider.GetRequiredService<ActiveGrains<SensorFingerprint>>().All
            .Where(grain => grain.GrainContext.GrainId.GetGuidKey() == sensor.SensorId).Select(grain => (silo, grain.GrainContext)))];
}
