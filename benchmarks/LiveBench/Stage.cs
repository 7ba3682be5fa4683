using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using RetailOrleans.TestKit;

namespace RetailOrleans.LiveBench;

/// <summary>One client that watches all stores through one silo, and posts for each of them through it, ten times a second.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>Fifty minutes of readings: a measurement of any length stays within the day, unless the day has just begun.</summary>
    private const int Buckets = 300;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Site _site;
    private readonly SiloProcess _through;
    private readonly HubConnection _hub;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<Guid, Watched> _watched;
    private Task _posting = Task.CompletedTask;
    private int _failed;

    private Stage(Site site, Shop[] shops, SiloProcess through, HubConnection hub)
    {
        (_site, _through, _hub) = (site, through, hub);
        _watched = shops.ToDictionary(shop => shop.StoreId, _ => new Watched());
    }

    /// <summary>Posts that were not acknowledged, and sent again.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>States that came with a lower version than one before.</summary>
    public int WentBack => _watched.Values.Sum(store => store.WentBack);

    /// <param name="site">Where.</param>
    /// <param name="shops">The stores.</param>
    /// <param name="through">The silo that is asked.</param>
    /// <param name="sensor">Which sensor of each store is posted for; each measurement needs one of its own.</param>
    public static async Task<Stage> SetAsync(Site site, Shop[] shops, SiloProcess through, int sensor)
    {
        var stage = new Stage(site, shops, through, await site.ConnectAsync(through));
        stage._hub.On<JsonElement>("StoreChanged", live => stage._watched[live.GetProperty("store_id").GetGuid()].Take(live));
        foreach (var shop in shops)
        {
            stage._watched[shop.StoreId].Entries = (await stage._hub.InvokeAsync<JsonElement>("WatchStore", shop.StoreId)).GetProperty("entries_today").GetInt64();
        }

        var newest = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 10 * 10) - 60);
        stage._posting = Task.WhenAll(shops.Select(shop => stage.PostAsync(stage._watched[shop.StoreId], shop.Sensors[sensor], newest)));
        return stage;
    }

    /// <summary>Forgets the gaps of before.</summary>
    public void Begin()
    {
        foreach (var store in _watched.Values)
        {
            store.Begin();
        }
    }

    /// <summary>Whether every store has told something that was posted after an instant.</summary>
    public bool AllLiveSince(long timestamp) => _watched.Values.All(store => store.NewestPostedAt > timestamp);

    /// <summary>The longest time without news of each store since <see cref="Begin"/>, in seconds.</summary>
    public double[] Gaps() => [.. _watched.Values.Select(store => store.Longest())];

    /// <summary>Acknowledged readings that the live states of all stores lack.</summary>
    public async Task<long> LostAsync()
    {
        await _stop.CancelAsync();
        await _posting;
        var lost = 0L;
        foreach (var (storeId, store) in _watched)
        {
            var entries = (await _site.LiveAsync(_through, storeId)).GetProperty("entries_today").GetInt64();
            lost += Math.Max(0, store.Entries + store.Acknowledged - entries);
        }

        return lost;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _posting;
        await _hub.DisposeAsync();
        _stop.Dispose();
    }

    private async Task PostAsync(Watched store, Guid sensorId, DateTimeOffset newest)
    {
        // Backwards, and then again with one more in each, so that every post adds one.
        for (var n = 0; !_stop.IsCancellationRequested; n++)
        {
            var postedAt = Stopwatch.GetTimestamp();
            int status;
            while ((status = await _site.PostAsync(_through, sensorId, newest.AddSeconds(-10 * (n % Buckets)), 1 + (n / Buckets))) != 201 && !_stop.IsCancellationRequested)
            {
                Interlocked.Increment(ref _failed);
                await Task.Delay(Pause, TimeProvider.System);
            }

            if (status == 201)
            {
                store.Acknowledge(postedAt);
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private sealed class Watched
    {
        private readonly Lock _lock = new();
        private readonly List<long> _postedAt = [];
        private long _version;
        private long _toldAt;
        private long _longest;
        private long _told;

        public long Entries { get; set; }

        public long Acknowledged { get; private set; }

        public int WentBack { get; private set; }

        /// <summary>When the newest reading that was told had been posted.</summary>
        public long NewestPostedAt { get; private set; }

        public void Begin()
        {
            lock (_lock)
            {
                (_toldAt, _longest) = (Stopwatch.GetTimestamp(), 0);
            }
        }

        public void Acknowledge(long postedAt)
        {
            lock (_lock)
            {
                Acknowledged++;
                _postedAt.Add(postedAt);
                See();
            }
        }

        public void Take(JsonElement live)
        {
            var version = live.GetProperty("version").GetInt64();
            lock (_lock)
            {
                WentBack += version < _version ? 1 : 0;
                _version = Math.Max(version, _version);
                var now = Stopwatch.GetTimestamp();
                _longest = _toldAt == 0 ? 0 : Math.Max(_longest, now - _toldAt);
                _toldAt = now;
                _told = live.GetProperty("entries_today").GetInt64() - Entries;
                See();
            }
        }

        public double Longest()
        {
            lock (_lock)
            {
                return Math.Max(_longest, Stopwatch.GetTimestamp() - _toldAt) / (double)Stopwatch.Frequency;
            }
        }

        private void See()
        {
            if (_told > 0 && _told <= _postedAt.Count)
            {
                NewestPostedAt = _postedAt[(int)_told - 1];
            }
        }
    }
}
