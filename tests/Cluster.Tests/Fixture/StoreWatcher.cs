using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;

namespace RetailOrleans.Cluster.Tests.Fixture;

/// <summary>A SignalR client that watches stores and keeps the newest of each.</summary>
internal sealed class StoreWatcher : IAsyncDisposable
{
    private readonly HubConnection _hub;
    private readonly ConcurrentDictionary<Guid, (long Version, long Entries)> _newest = [];
    private volatile bool _hasGoneBack;

    private StoreWatcher(HubConnection hub)
    {
        _hub = hub;
        hub.On<JsonElement>("StoreChanged", Take);
    }

    /// <summary>Whether every state had a higher version than the one before.</summary>
    public bool AlwaysRose => !_hasGoneBack;

    /// <summary>Connects to a hub and watches.</summary>
    public static async Task<StoreWatcher> ConnectAsync(
        Uri server, string token, IEnumerable<Guid> storeIds, Action<Microsoft.AspNetCore.Http.Connections.Client.HttpConnectionOptions>? options = null)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(server, "/hubs/live"), connection =>
            {
                connection.AccessTokenProvider = () => Task.FromResult<string?>(token);
                options?.Invoke(connection);
            })
            .Build();
        var watcher = new StoreWatcher(hub);
        await hub.StartAsync(TestContext.Current.CancellationToken);
        foreach (var storeId in storeIds)
        {
            await hub.InvokeAsync<JsonElement>("WatchStore", storeId, TestContext.Current.CancellationToken);
        }

        return watcher;
    }

    /// <summary>Today's entries by the newest state; -1 before the first.</summary>
    public long EntriesOf(Guid storeId) => _newest.TryGetValue(storeId, out var newest) ? newest.Entries : -1;

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private void Take(JsonElement live)
    {
        var version = live.GetProperty("version").GetInt64();
        var storeId = live.GetProperty("store_id").GetGuid();
        if (_newest.TryGetValue(storeId, out var before) && before.Version >= version)
        {
            _hasGoneBack = true;
            return;
        }

        _newest[storeId] = (version, live.GetProperty("entries_today").GetInt64());
    }
}
