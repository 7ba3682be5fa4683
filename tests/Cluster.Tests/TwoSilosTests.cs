using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using RetailOrleans.Cluster.Tests.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.Cluster.Tests;

/// <summary>Two silos on one database, and one of them goes: by a kill, and in good order.</summary>
[Collection(OneClusterAtATime.Name)]
public sealed class TwoSilosTests
{
    private const int Stores = 6;

    /// <summary>Of so many active sensors some belong to each of two silos.</summary>
    private const int SensorsPerStore = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stores_outlive_their_silo_and_nothing_acknowledged_is_lost()
    {
        await using var deployment = await Deployment.CreateAsync();
        var first = deployment.Silo(0);
        var stores = new (Guid StoreId, Guid[] Sensors)[Stores];
        for (var i = 0; i < Stores; i++)
        {
            stores[i] = await deployment.AddStoreAsync(SensorsPerStore);
        }

        Guid[] sensors = [.. stores.SelectMany(store => store.Sensors)];
        await using (var warmUp = Load.Start(deployment, () => first, sensors))
        {
            await warmUp.ProgressAsync(60, TimeSpan.FromSeconds(60));
            await warmUp.StopAsync();
            Assert.Equal([201], warmUp.Statuses.Keys);
        }

        var second = await deployment.StartSiloAsync();
        await Eventually.AnswersAsync(
            async () => (await deployment.SensorGrainsAsync(first), await deployment.SensorGrainsAsync(second)), held => held is { Item1: > 0, Item2: > 0 },
            TimeSpan.FromSeconds(60), Cancellation);
        await WatchThroughTheOtherAsync(deployment, first, second, stores[0]);

        // A kill: everything is live again through the other.
        await using (var load = Load.Start(deployment, () => second, sensors, firstBucket: 1_000))
        {
            await load.ProgressAsync(30, TimeSpan.FromSeconds(30));
            await first.KillAsync(Cancellation);
            var (_, after) = await Eventually.AnswersAsync(
                () => Task.WhenAll(stores.Select(store => deployment.LiveAsync(second, store.StoreId))), _ => true, TimeSpan.FromSeconds(40), Cancellation);
            var counts = Counts(load);
            var (_, ingest) = await Eventually.AnswersAsync(
                () => Task.FromResult(Counts(load)), now => now.All(entry => entry.Value > counts.GetValueOrDefault(entry.Key)), TimeSpan.FromSeconds(40), Cancellation);
            TestContext.Current.SendDiagnosticMessage(
                "after a kill -9: every store live {0:0.0} s later, every sensor acknowledged {1:0.0} s later; {2}", after.TotalSeconds,
                (after + ingest).TotalSeconds, string.Join(", ", load.Statuses.Select(entry => $"{entry.Value} × {entry.Key}")));
            Assert.True(after < TimeSpan.FromSeconds(20), $"Every store was live again after {after}");
            await load.StopAsync();
            Assert.Empty(load.Statuses.Keys.Except([201, 503]));
            await load.AssertStoredAsync();
            await AssertLiveIsStoredAsync(deployment, second, stores);
        }

        // In good order: the first one comes back and takes its share, then the second is asked to go while the first is posted through.
        await first.StartAgainAsync(Cancellation);
        await using (var load = Load.Start(deployment, () => first, sensors, firstBucket: 2_000))
        {
            await load.ProgressAsync(60, TimeSpan.FromSeconds(60));
            var ended = second.TerminateAsync(Cancellation);
            await load.ProgressAsync(60, TimeSpan.FromSeconds(30));
            var (exitCode, after) = await ended;
            TestContext.Current.SendDiagnosticMessage(
                "after a SIGTERM: ended within {0:0.0} s; {1}", after.TotalSeconds, string.Join(", ", load.Statuses.Select(entry => $"{entry.Value} × {entry.Key}")));
            Assert.Equal(0, exitCode);
            await load.ProgressAsync(60, TimeSpan.FromSeconds(30));
            await load.StopAsync();
            Assert.Empty(load.Statuses.Keys.Except([201, 503]));
            await load.AssertStoredAsync();
            await AssertLiveIsStoredAsync(deployment, first, stores);
        }
    }

    /// <summary>A client of one silo sees what is posted through the other.</summary>
    private static async Task WatchThroughTheOtherAsync(Deployment deployment, SiloProcess watched, SiloProcess posted, (Guid StoreId, Guid[] Sensors) store)
    {
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(watched.Url, "/hubs/live"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(deployment.Token))
            .Build();
        var newest = 0L;
        var rising = true;
        var entries = 0;
        hub.On<JsonElement>("StoreChanged", live =>
        {
            rising &= live.GetProperty("version").GetInt64() > newest;
            newest = live.GetProperty("version").GetInt64();
            Volatile.Write(ref entries, live.GetProperty("entries_today").GetInt32());
        });
        await hub.StartAsync(Cancellation);
        var before = await hub.InvokeAsync<JsonElement>("WatchStore", store.StoreId, Cancellation);
        var reading = new SentReading(store.Sensors[0], DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 10 * 10) - 60), 5);
        Assert.Equal(201, await deployment.TryPostAsync(posted, reading));

        var (_, after) = await Eventually.AnswersAsync(
            () => Task.FromResult(Volatile.Read(ref entries)), seen => seen == before.GetProperty("entries_today").GetInt32() + 5, TimeSpan.FromSeconds(10), Cancellation);
        TestContext.Current.SendDiagnosticMessage("a watcher of the other silo saw it {0:0} ms after the 201", after.TotalMilliseconds);
        Assert.True(rising, "Versions did not rise");
    }

    private static Dictionary<Guid, int> Counts(Load load) =>
        load.Acknowledged.Keys.GroupBy(key => key.SensorId).ToDictionary(own => own.Key, own => own.Count());

    private static async Task AssertLiveIsStoredAsync(Deployment deployment, SiloProcess silo, (Guid StoreId, Guid[] Sensors)[] stores)
    {
        var stored = await deployment.StoredAsync();
        foreach (var (storeId, sensors) in stores)
        {
            var entries = stored.Where(entry => sensors.Contains(entry.Key.SensorId)).Sum(entry => entry.Value);
            await Eventually.AnswersAsync(
                () => deployment.LiveAsync(silo, storeId), live => live.GetProperty("entries_today").GetInt32() == entries, TimeSpan.FromSeconds(20), Cancellation);
        }
    }
}
