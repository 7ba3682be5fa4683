using System.Collections.Concurrent;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Tests.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.Grains.Tests.Sensors;

/// <summary>After an outage nothing is missing, whoever was out.</summary>
[Collection(OneCluster.Name)]
public sealed class CatchUpTests
{
    private readonly ClusterFixture _cluster;
    private readonly ConcurrentQueue<CollectionWindow> _asked = [];

    public CatchUpTests(ClusterFixture cluster)
    {
        _cluster = cluster;
        cluster.BeginByDay();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_that_was_away_for_three_days_is_asked_for_all_of_them_newest_first_also_when_its_grain_dies_meanwhile()
    {
        var sensor = await AddAsync(0);
        await UntilAsync(sensor, () => Task.FromResult(!_asked.IsEmpty));
        var leftAt = _cluster.Now;
        _cluster.Devices.Let(sensor.Port, _ => Task.FromResult(FakeConnector.Fault("unplugged")));
        await LiveForAsync(sensor, TimeSpan.FromDays(3), TimeSpan.FromMinutes(15));
        _asked.Clear();

        // It is back: live first, then one window, and then its grain dies.
        Answer(sensor);
        await UntilAsync(sensor, () => Task.FromResult(_asked.Count >= 2));
        await UntilAsync(sensor, async () => await OwedAsync(sensor) != "{}");
        await _cluster.Cluster.DeactivateAsync(_cluster.Sensor(sensor));
        await _cluster.Sensor(sensor).WakeAsync(Cancellation);
        await UntilAsync(sensor, async () => await OwedAsync(sensor) == "{}");

        var windows = _asked.ToArray();
        Assert.Equal(TimeSpan.FromHours(24), windows[0].To - windows[0].From);
        Assert.All(windows, window => Assert.True(window.To - window.From <= TimeSpan.FromHours(24)));
        var past = windows.Where(window => window.To <= windows[0].From).Select(window => window.To).Distinct().ToArray();
        Assert.Equal(past.OrderDescending(), past);
        Assert.True(windows.Min(window => window.From) <= leftAt);

        // Every hour of the outage is stored.
        var from = new DateTimeOffset(leftAt.UtcDateTime.Date.AddHours(leftAt.Hour), TimeSpan.Zero);
        await using var missing = _cluster.Database.CreateCommand(
            """
            select count(*) from generate_series($1, $2, interval '1 hour') h
            where not exists (select from people_readings r where r.sensor_key = $3 and r.start_at = h)
            """);
        missing.Parameters.Add(new() { Value = from.UtcDateTime });
        missing.Parameters.Add(new() { Value = _cluster.Now.UtcDateTime.AddHours(-1) });
        missing.Parameters.Add(new() { Value = sensor.SensorKey });
        Assert.Equal(0L, await missing.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task The_history_that_a_registration_wants_is_collected_and_an_empty_answer_ends_it()
    {
        var sensor = await AddAsync(72, kept: TimeSpan.FromHours(30));
        await UntilAsync(sensor, async () => _asked.Count > 1 && await OwedAsync(sensor) == "{}");
        var oldest = _asked.Min(window => window.From);
        Assert.InRange(_cluster.Now - oldest, TimeSpan.FromHours(71), TimeSpan.FromHours(73));

        // Given up, not asked for again and again.
        var asked = _asked.Count;
        await LiveForAsync(sensor, TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(30));
        Assert.All(_asked.Skip(asked), window => Assert.True(_cluster.Now - window.From < TimeSpan.FromHours(3)));
        await using var stored = _cluster.Database.CreateCommand("select count(*) from people_readings where sensor_key = $1");
        stored.Parameters.Add(new() { Value = sensor.SensorKey });
        Assert.InRange((long)(await stored.ExecuteScalarAsync(Cancellation))!, 28L, 32L);
    }

    private async Task<SensorSettings> AddAsync(int backfillHours, TimeSpan? kept = null)
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensor = await _cluster.Tenant.AddSensorAsync(store, new CollectionConfig(IntervalSeconds: 300, BackfillHours: backfillHours));
        Answer(sensor, kept);
        await _cluster.Sensor(sensor).WakeAsync(Cancellation);
        return sensor;
    }

    /// <summary>A device with an hourly log, of which it keeps so much.</summary>
    private void Answer(SensorSettings sensor, TimeSpan? kept = null) => _cluster.Devices.Let(sensor.Port, window =>
    {
        _asked.Enqueue(window);
        var rows = new List<PeopleObservation>();
        var first = new DateTimeOffset(window.From.UtcDateTime.Date.AddHours(window.From.Hour), TimeSpan.Zero);
        for (var hour = first; hour < window.To; hour = hour.AddHours(1))
        {
            if (kept is null || hour > _cluster.Now - kept)
            {
                rows.Add(new PeopleObservation(hour, hour.AddHours(1), [hour.Hour + 1]));
            }
        }

        return Task.FromResult(FakeConnector.People([.. rows]));
    });

    private async Task UntilAsync(SensorSettings sensor, Func<Task<bool>> holds)
    {
        await Eventually.AnswersAsync(
            async () =>
            {
                if (!await holds())
                {
                    await LiveForAsync(sensor, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
                }

                return await holds();
            },
            done => done, TimeSpan.FromSeconds(30), Cancellation);
    }

    private async Task LiveForAsync(SensorSettings sensor, TimeSpan time, TimeSpan step)
    {
        for (var until = _cluster.Now + time; _cluster.Now < until;)
        {
            _cluster.Time.Advance(step);
            for (var turn = 0; turn < 3; turn++)
            {
                await _cluster.Sensor(sensor).GetLiveAsync(Cancellation);
            }
        }
    }

    private async Task<string> OwedAsync(SensorSettings sensor)
    {
        await using var command = _cluster.Database.CreateCommand("select owed::text from sensors where id = $1");
        command.Parameters.Add(new() { Value = sensor.SensorId });
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
