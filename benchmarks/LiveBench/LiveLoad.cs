using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.SignalR.Client;
using RetailOrleans.TestKit;

namespace RetailOrleans.LiveBench;

/// <summary>
/// How long after an acknowledged write its effect reaches the clients that watch the store, and what watching costs the silo. Each store
/// has one poster that sends one reading after another, so the n-th acknowledged reading is in every state with n more entries.
/// </summary>
internal static class LiveLoad
{
    private static readonly int Clients = Say.Setting("CLIENTS", 1_000);
    private static readonly int Stores = Say.Setting("STORES", 50);
    private static readonly int Rate = Say.Setting("RATE", 2_000);
    private static readonly int Seconds = Say.Setting("SECONDS_EACH", 40);
    private static readonly int Idle = Say.Setting("IDLE", 5_000);

    public static async Task RunAsync()
    {
        await using var site = await Site.StartAsync(1);
        var silo = site.Silos[0];
        Say.Progress($"registering {Stores * 20} sensors in {Stores} stores");
        var shops = await site.OpenShopsAsync(Stores, 20);
        var posters = shops.Select(shop => new Poster(site, silo, shop, Rate / (double)Stores)).ToArray();

        Say.Progress("warming up, then posting with nobody watching");
        await PostAsync(posters, TimeSpan.FromSeconds(10));
        var alone = new ProcessUse(silo.ProcessId);
        var rateAlone = await PostAsync(posters, TimeSpan.FromSeconds(Seconds / 2));
        Say.Result("live.unwatched.rate", rateAlone, "readings/s");
        Say.Result("live.unwatched.processors", alone.Processors, "of " + Environment.ProcessorCount);

        Say.Progress($"{Clients} clients watch");
        var before = ProcessUse.ResidentBytes(silo.ProcessId);
        var latency = new Histogram();
        var watchers = await ConnectAsync(Clients, i => Watcher.ConnectAsync(site, silo, posters[i % posters.Length], latency));
        var watched = new ProcessUse(silo.ProcessId);
        var rate = await PostAsync(posters, TimeSpan.FromSeconds(Seconds));
        Say.Result("live.rate", rate, "readings/s");
        Say.Result("live.clients", Clients, "clients");
        Say.Result("live.p50", latency.Percentile(0.5), "ms");
        Say.Result("live.p99", latency.Percentile(0.99), "ms");
        Say.Result("live.p99_of_target", latency.Percentile(0.99) / 300, "ratio");
        Say.Result("live.received", latency.Count / (double)Clients * Stores / posters.Sum(poster => poster.AcknowledgedWhile), "of readings at each client");
        Say.Result("live.updates_per_client", watchers.Average(watcher => watcher.Updates) / (double)Seconds, "1/s");
        Say.Result("live.went_back", watchers.Sum(watcher => watcher.WentBack), "versions");
        Say.Result("live.bytes_per_update", (await site.LiveAsync(silo, shops[0].StoreId)).GetRawText().Length, "bytes of JSON");
        Say.Result("live.processors", watched.Processors, "of " + Environment.ProcessorCount);
        Say.Result("live.processor_per_1000_clients", (watched.Processors - alone.Processors) * 1_000 / Clients, "processors");
        Say.Result("live.memory_per_client", (ProcessUse.ResidentBytes(silo.ProcessId) - before) / (double)Clients, "bytes");
        await Task.WhenAll(watchers.Select(watcher => watcher.DisposeAsync().AsTask()));

        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);
        before = ProcessUse.ResidentBytes(silo.ProcessId);
        Say.Progress($"{Idle} clients watch stores in which nothing happens; resident before: {before >> 20} MiB");
        var idle = await ConnectAsync(Idle, i => Watcher.ConnectAsync(site, silo, posters[i % posters.Length], latency));
        var resting = new ProcessUse(silo.ProcessId);
        await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System);
        Say.Result("live.idle.clients", Idle, "clients");
        Say.Result("live.idle.memory", (ProcessUse.ResidentBytes(silo.ProcessId) - before) / (1024.0 * 1024.0), "MiB");
        Say.Result("live.idle.memory_per_client", (ProcessUse.ResidentBytes(silo.ProcessId) - before) / (double)Idle, "bytes");
        Say.Result("live.idle.processors", resting.Processors, "of " + Environment.ProcessorCount);
        await Task.WhenAll(idle.Select(watcher => watcher.DisposeAsync().AsTask()));
    }

    private static async Task<double> PostAsync(Poster[] posters, TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(posters.Select((poster, i) => poster.RunAsync(time, i / (double)posters.Length)));
        return posters.Sum(poster => poster.AcknowledgedWhile) / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<List<Watcher>> ConnectAsync(int count, Func<int, Task<Watcher>> connect)
    {
        var watchers = new List<Watcher>(count);
        foreach (var some in Enumerable.Range(0, count).Chunk(32))
        {
            watchers.AddRange(await Task.WhenAll(some.Select(connect)));
        }

        return watchers;
    }

    /// <summary>Posts one person after another into one store.</summary>
    private sealed class Poster(Site site, SiloProcess silo, Shop shop, double perSecond)
    {
        private readonly Lock _lock = new();
        private readonly List<long> _acknowledgedAt = [];
        private readonly DateTimeOffset _newest = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 10 * 10) - 60);

        public Guid StoreId => shop.StoreId;

        /// <summary>Of the last run.</summary>
        public int AcknowledgedWhile { get; private set; }

        /// <summary>When the n-th reading was acknowledged, from 1; null when it is not yet.</summary>
        public long? AcknowledgedAt(long n)
        {
            lock (_lock)
            {
                return n >= 1 && n <= _acknowledgedAt.Count ? _acknowledgedAt[(int)n - 1] : null;
            }
        }

        public async Task RunAsync(TimeSpan time, double phase)
        {
            var first = _acknowledgedAt.Count;
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; ; i++)
            {
                var due = TimeSpan.FromSeconds((i + phase) / perSecond);
                if (due > time || Stopwatch.GetElapsedTime(started) > time)
                {
                    break;
                }

                var wait = due - Stopwatch.GetElapsedTime(started);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, TimeProvider.System);
                }

                // Each sensor's buckets one after another, backwards.
                var n = _acknowledgedAt.Count;
                if (await site.PostAsync(silo, shop.Sensors[n % shop.Sensors.Length], _newest.AddSeconds(-10 * (n / shop.Sensors.Length))) == 201)
                {
                    lock (_lock)
                    {
                        _acknowledgedAt.Add(Stopwatch.GetTimestamp());
                    }
                }
            }

            AcknowledgedWhile = _acknowledgedAt.Count - first;
        }
    }

    /// <summary>A client that watches one store.</summary>
    private sealed class Watcher : IAsyncDisposable
    {
        private readonly HubConnection _hub;
        private readonly Poster _poster;
        private readonly Histogram _latency;
        private readonly TaskCompletionSource _watching = new();
        private long _entries;
        private long _version;

        private Watcher(HubConnection hub, Poster poster, Histogram latency)
        {
            (_hub, _poster, _latency) = (hub, poster, latency);
        }

        public int Updates { get; private set; }

        public int WentBack { get; private set; }

        public static async Task<Watcher> ConnectAsync(Site site, SiloProcess silo, Poster poster, Histogram latency)
        {
            var watcher = new Watcher(await site.ConnectAsync(silo), poster, latency);
            watcher._hub.On<Told>("StoreChanged", watcher.TakeAsync);
            var snapshot = await watcher._hub.InvokeAsync<Told>("WatchStore", poster.StoreId);
            (watcher._entries, watcher._version) = (snapshot.EntriesToday, snapshot.Version);
            watcher._watching.SetResult();
            return watcher;
        }

        public ValueTask DisposeAsync() => _hub.DisposeAsync();

        private async Task TakeAsync(Told told)
        {
            var now = Stopwatch.GetTimestamp();
            await _watching.Task;
            WentBack += told.Version < _version ? 1 : 0;
            _version = Math.Max(told.Version, _version);
            Updates++;
            for (var n = _entries + 1; n <= told.EntriesToday; n++)
            {
                // News may overtake the acknowledgement.
                _latency.Add(_poster.AcknowledgedAt(n) is { } at ? Math.Max(0, (now - at) * 1_000.0 / Stopwatch.Frequency) : 0);
            }

            _entries = Math.Max(_entries, told.EntriesToday);
        }
    }

    // Of a state just this: the clients share the processors with what is measured.
    private sealed record Told(
        [property: JsonPropertyName("version")] long Version, [property: JsonPropertyName("entries_today")] long EntriesToday);
}
