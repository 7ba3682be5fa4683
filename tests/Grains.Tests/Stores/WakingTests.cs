using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Tests.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.Grains.Tests.Stores;

/// <summary>What a store's reminder does for sensors that lost their timers.</summary>
[Collection(OneCluster.Name)]
public sealed class WakingTests
{
    private readonly ClusterFixture _cluster;

    public WakingTests(ClusterFixture cluster)
    {
        _cluster = cluster;
        cluster.BeginByDay();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_cold_start_all_late_sensors_are_woken_each_once_however_many_reminders_come()
    {
        var store = await _cluster.Tenant.AddStoreAsync();
        var sensors = new List<SensorSettings>();
        for (var i = 0; i < 40; i++)
        {
            sensors.Add(await _cluster.Tenant.AddSensorAsync(store, isPolled: true));
        }

        var reminded = _cluster.Store(store).AsReference<IRemindable>();
        for (var i = 0; i < 3; i++)
        {
            await reminded.ReceiveReminder("wake-sensors", default, Cancellation);
        }

        await Eventually.AnswersAsync(EpochsAsync, epochs => epochs == (40, 40), TimeSpan.FromSeconds(15), Cancellation);
        await reminded.ReceiveReminder("wake-sensors", default, Cancellation);
        Assert.Equal((40L, 40L), await EpochsAsync());

        async Task<(long Awake, long Epochs)> EpochsAsync()
        {
            await using var command = _cluster.Database.CreateCommand("select count(*) filter (where epoch > 0), sum(epoch)::bigint from sensors where store_id = $1");
            command.Parameters.Add(new() { Value = store.StoreId });
            await using var reader = await command.ExecuteReaderAsync(Cancellation);
            await reader.ReadAsync(Cancellation);
            return (reader.GetInt64(0), reader.GetInt64(1));
        }
    }
}
