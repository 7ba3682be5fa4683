using RetailOrleans.Cluster.Tests.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.Cluster.Tests;

/// <summary>Who watches a store through one silo hears of it again when the silo that held it is killed, or hangs.</summary>
[Collection(OneClusterAtATime.Name)]
public sealed class FailoverTests
{
    private const int Stores = 6;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watchers_hear_again_of_stores_whose_silo_is_killed_or_hangs()
    {
        await using var deployment = await Deployment.CreateAsync();
        var other = deployment.Silo(0);
        var victim = await deployment.StartSiloAsync();
        await FailAsync("a kill -9", () => victim.KillAsync(Cancellation));

        await victim.StartAgainAsync(Cancellation);
        await FailAsync("a hang", () => victim.HangAsync(Cancellation));

        // Its first incarnation and this one are declared dead: it says so when it wakes, and ends.
        await Eventually.AnswersAsync(deployment.DeadSilosAsync, dead => dead >= 2, TimeSpan.FromSeconds(60), Cancellation);
        await victim.WakeAsync(Cancellation);
        await Eventually.AnswersAsync(() => Task.FromResult(victim.HasEnded), ended => ended, TimeSpan.FromSeconds(60), Cancellation);

        async Task FailAsync(string what, Func<Task> fail)
        {
            var stores = new (Guid StoreId, Guid[] Sensors)[Stores];
            for (var i = 0; i < Stores; i++)
            {
                stores[i] = await deployment.AddStoreAsync(sensors: 1);

                // A grain prefers the silo that it is called through.
                await deployment.LiveAsync(victim, stores[i].StoreId);
            }

            await using var watcher = await StoreWatcher.ConnectAsync(other.Url, deployment.Token, stores.Select(store => store.StoreId));
            await using var load = Load.Start(deployment, () => other, [.. stores.SelectMany(store => store.Sensors)]);
            await load.ProgressAsync(40, TimeSpan.FromSeconds(60));
            await fail();
            await HearAgainAsync(deployment, watcher, stores, what);
            await load.StopAsync();
            await load.AssertStoredAsync();
            Assert.True(watcher.AlwaysRose, "A store's version did not rise");
        }
    }

    /// <summary>Every store tells of something that was posted after this call.</summary>
    private static async Task HearAgainAsync(
        Deployment deployment, StoreWatcher watcher, (Guid StoreId, Guid[] Sensors)[] stores, string what)
    {
        var stored = await deployment.StoredAsync();
        var before = stores.ToDictionary(
            store => store.StoreId, store => stored.Where(entry => store.Sensors.Contains(entry.Key.SensorId)).Sum(entry => (long)entry.Value));
        var (_, after) = await Eventually.AnswersAsync(
            () => Task.FromResult(before.All(entry => watcher.EntriesOf(entry.Key) > entry.Value)), heard => heard, TimeSpan.FromSeconds(60), Cancellation);
        TestContext.Current.SendDiagnosticMessage("after {0}: every store's watcher heard something new {1:0.0} s later", what, after.TotalSeconds);
    }
}
