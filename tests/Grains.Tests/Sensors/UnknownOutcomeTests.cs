using RetailOrleans.Grains.Interfaces.Failures;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Tests.Fixture;

namespace RetailOrleans.Grains.Tests.Sensors;

[Collection(OneCluster.Name)]
public sealed class UnknownOutcomeTests
{
    private readonly ClusterFixture _cluster;

    public UnknownOutcomeTests(ClusterFixture cluster)
    {
        _cluster = cluster;
        cluster.BeginByDay();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_stored_is_read_again_when_it_is_unknown_whether_a_write_was_committed()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store);
        await _cluster.RecordAsync(sensor, 30, 5);
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 5);

        // The server's own word for "the connection ends, and nobody can tell what became of the commit".
        await _cluster.ExecuteAsync($$"""
            create function lose_connection() returns trigger language plpgsql as $$ begin
              if new.sensor_key = {{sensor.SensorKey}} then raise exception 'gone' using errcode = '57P01'; end if; return new; end $$;
            create trigger lose_connection before insert on people_readings for each row execute function lose_connection();
            """);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _cluster.RecordAsync(sensor, 20, 3));

        // It had been committed after all.
        await _cluster.ExecuteAsync($"""
            drop trigger lose_connection on people_readings;
            drop function lose_connection;
            insert into people_readings (sensor_key, start_at, duration_s, received_after_s, line1_in)
            values ({sensor.SensorKey}, '{_cluster.Now.AddMinutes(-20):O}', 300, 1200, 3);
            """);

        // Neither an answer nor what is folded next is made from what was known before.
        Assert.Equal(8, (await _cluster.Sensor(sensor).GetLiveAsync(Cancellation))!.EntriesToday);
        var again = await _cluster.RecordAsync(sensor, 20, 3);
        Assert.Equal(new RecordTally(0, 0, 1), again.People);
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 8);
        await _cluster.RecordAsync(sensor, 10, 1);
        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 9);
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_leave_the_grain_behind_what_is_stored()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store);
        await _cluster.RecordAsync(sensor, 30, 5);

        // A lock holds the commit up until the caller has gone.
        await using var connection = await _cluster.Database.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using (var hold = connection.CreateCommand())
        {
            hold.CommandText = "lock table dirty_commits in exclusive mode";
            await hold.ExecuteNonQueryAsync(Cancellation);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var batch = ReadingBatch.Empty with { People = [new PeopleReading(_cluster.Now.AddMinutes(-20), _cluster.Now.AddMinutes(-15), [3])] };
        var abandoned = _cluster.Sensor(sensor).RecordAsync(batch, patience.Token).AsTask();
        await Task.WhenAny(abandoned, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancellation));
        Assert.Equal(5, (await _cluster.Sensor(sensor).GetLiveAsync(Cancellation))!.EntriesToday);
        await transaction.RollbackAsync(Cancellation);

        await _cluster.StoreIsAsync(store, live => live.EntriesToday == 8);
        Assert.Equal(8, (await _cluster.Sensor(sensor).GetLiveAsync(Cancellation))!.EntriesToday);
        await abandoned.ContinueWith(_ => { }, Cancellation, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
