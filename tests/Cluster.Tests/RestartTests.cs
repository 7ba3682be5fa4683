using RetailOrleans.Cluster.Tests.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.Cluster.Tests;

/// <summary>One silo: what it shows is a function of what is committed.</summary>
[Collection(OneClusterAtATime.Name)]
public sealed class RestartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_kill_the_same_numbers_are_there_under_a_higher_version()
    {
        await using var deployment = await Deployment.CreateAsync();
        var silo = deployment.Silo(0);
        var (storeId, sensors) = await deployment.AddStoreAsync(sensors: 2);
        await using (var load = Load.Start(deployment, () => silo, sensors))
        {
            await load.ProgressAsync(40, TimeSpan.FromSeconds(60));
            await load.StopAsync();
            await load.AssertStoredAsync();
        }

        var entries = (await deployment.StoredAsync()).Values.Sum();
        var before = (await Eventually.AnswersAsync(
            () => deployment.LiveAsync(silo, storeId), live => live.GetProperty("entries_today").GetInt32() == entries, TimeSpan.FromSeconds(5), Cancellation)).Answer;
        var status = await deployment.GetAsync(silo, $"/api/sensors/status?store_id={storeId}");

        await silo.KillAsync(Cancellation);
        var ready = await silo.StartAgainAsync(Cancellation);
        TestContext.Current.SendDiagnosticMessage("ready {0:0.0} s after a restart", ready.TotalSeconds);

        var (live, _) = await Eventually.AnswersAsync(() => deployment.LiveAsync(silo, storeId), _ => true, TimeSpan.FromSeconds(30), Cancellation);
        Assert.True(live.GetProperty("version").GetInt64() > before.GetProperty("version").GetInt64());
        foreach (var name in new[] { "occupancy", "entries_today", "exits_today", "passing_today", "peak_today", "last_reading_at", "drift" })
        {
            Assert.Equal(before.GetProperty(name).GetRawText(), live.GetProperty(name).GetRawText());
        }

        var after = await deployment.GetAsync(silo, $"/api/sensors/status?store_id={storeId}");
        Assert.Equal(
            status.GetProperty("sensors").EnumerateArray().Select(sensor => sensor.GetProperty("latest_data").GetRawText()),
            after.GetProperty("sensors").EnumerateArray().Select(sensor => sensor.GetProperty("latest_data").GetRawText()));
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_database_crashes_again_and_again()
    {
        await using var server = await PostgresServer.StartDurableAsync(Cancellation);
        await using var deployment = await Deployment.CreateAsync(server);
        var silo = deployment.Silo(0);
        var (storeId, sensors) = await deployment.AddStoreAsync(sensors: 4);
        await using var load = Load.Start(deployment, () => silo, sensors);
        for (var round = 1; round <= 3; round++)
        {
            await load.ProgressAsync(100, TimeSpan.FromSeconds(60));
            await server.CrashAsync(Cancellation);
            await Eventually.HoldsAsync(() => load.Statuses.GetValueOrDefault(503) >= round, Cancellation);
            await server.StartAsync(Cancellation);
            var recovered = await load.ProgressAsync(20, TimeSpan.FromSeconds(30));
            TestContext.Current.SendDiagnosticMessage("round {0}: acknowledged again {1:0.0} s after the database was back", round, recovered.TotalSeconds);
        }

        await load.StopAsync();
        Assert.Empty(load.Statuses.Keys.Except([201, 503]));
        await load.AssertStoredAsync();

        // What was not acknowledged may be stored all the same; live state shows what is.
        var entries = (await deployment.StoredAsync()).Values.Sum();
        await Eventually.AnswersAsync(
            () => deployment.LiveAsync(silo, storeId), live => live.GetProperty("entries_today").GetInt32() == entries, TimeSpan.FromSeconds(20), Cancellation);
        using var ready = await silo.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancellation);
        Assert.True(ready.IsSuccessStatusCode);
    }
}
