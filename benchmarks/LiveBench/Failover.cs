using System.Diagnostics;
using RetailOrleans.TestKit;

namespace RetailOrleans.LiveBench;

/// <summary>
/// For how long the watchers of a store are without news when the silo that holds it is killed, hangs or stops. Clients watch, and post
/// for every store ten times a second, through the first silo; the last one is the victim.
/// </summary>
internal static class Failover
{
    private static readonly int Stores = Say.Setting("STORES", 40);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task RunAsync()
    {
        var faults = (Environment.GetEnvironmentVariable("FAULTS") ?? "kill hang term").Split(' ');
        foreach (var silos in (Environment.GetEnvironmentVariable("SILOS") ?? "2 3").Split(' ').Select(int.Parse))
        {
            await using var site = await Site.StartAsync(silos);
            var rounds = Say.Setting("ROUNDS", 2);
            var shops = await site.OpenShopsAsync(Stores, rounds * faults.Length);
            for (var measurement = 0; measurement < rounds * faults.Length; measurement++)
            {
                var fault = faults[measurement % faults.Length];
                await MeasureAsync(site, shops, site.Silos[^1], $"failover.{fault}.{silos}silos", fault, measurement);
            }
        }

        if (Say.Setting("BUSY_SECONDS", 0) is var seconds and > 0)
        {
            await BusyAsync(seconds);
        }
    }

    private static async Task MeasureAsync(Site site, Shop[] shops, SiloProcess victim, string name, string fault, int measurement)
    {
        // Grains prefer the silo that they are called through.
        await Task.WhenAll(shops.Select((shop, i) => site.LiveAsync(i % 2 == 0 ? victim : site.Silos[0], shop.StoreId)));
        await using var stage = await Stage.SetAsync(site, shops, site.Silos[0], measurement);
        await Task.Delay(Settle, TimeProvider.System);

        var at = Stopwatch.GetTimestamp();
        stage.Begin();
        switch (fault)
        {
            case "kill":
                await victim.KillAsync();
                break;
            case "hang":
                await victim.HangAsync();
                break;
            default:
                await victim.TerminateAsync();
                break;
        }

        while (!stage.AllLiveSince(at) && Stopwatch.GetElapsedTime(at) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        // What comes late, such as a directory that settles, must be seen too.
        await Task.Delay(Settle, TimeProvider.System);
        var gaps = stage.Gaps();
        Say.Progress($"{name}: {string.Join(" ", gaps.Order().Select(gap => gap.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)))}");
        Say.Result($"{name}.longest", gaps.Max(), "s");
        Say.Result($"{name}.stores_without_news_for_1s", gaps.Count(gap => gap > 1), $"of {shops.Length}");
        Say.Result($"{name}.failed_posts", stage.Failed, "posts");
        Say.Result($"{name}.went_back", stage.WentBack, "versions");
        Say.Result($"{name}.lost", await stage.LostAsync(), "readings");
        if (fault == "hang")
        {
            await victim.WakeAsync();
            var woke = Stopwatch.GetTimestamp();
            while (!victim.HasEnded && Stopwatch.GetElapsedTime(woke) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }

            Say.Result($"{name}.ends_itself_after_waking", victim.HasEnded ? Stopwatch.GetElapsedTime(woke).TotalSeconds : -1, "s");
            if (!victim.HasEnded)
            {
                await victim.KillAsync();
            }
        }

        await victim.StartAgainAsync();
    }

    /// <summary>Whether a silo is given up only because every processor is busy: one that was declared dead ends itself.</summary>
    private static async Task BusyAsync(int seconds)
    {
        await using var site = await Site.StartAsync(3);
        var shops = await site.OpenShopsAsync(Stores, 1);
        await using var stage = await Stage.SetAsync(site, shops, site.Silos[0], 0);
        var loops = Enumerable.Range(0, Environment.ProcessorCount * 2).Select(_ => Process.Start("nice", ["-n", "5", "bash", "-c", "while :; do :; done"])).ToArray();
        try
        {
            stage.Begin();
            var until = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
            while (Stopwatch.GetTimestamp() < until && site.Silos.All(silo => !silo.HasEnded))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            }
        }
        finally
        {
            foreach (var loop in loops)
            {
                loop.Kill();
                loop.Dispose();
            }
        }

        Say.Result("failover.busy.time", seconds, "s");
        Say.Result("failover.busy.silos_given_up", site.Silos.Count(silo => silo.HasEnded), "of 3");
        Say.Result("failover.busy.longest_without_news", stage.Gaps().Max(), "s");
        Say.Result("failover.busy.failed_posts", stage.Failed, "posts");
    }
}
