using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Live;

/// <summary>A SignalR client that keeps what the hub calls, with the time since it connected.</summary>
internal sealed class LiveClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HubConnection _connection;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LiveClient(HubConnection connection)
    {
        _connection = connection;
        Stores = Listen("StoreChanged");
        Sensors = Listen("SensorChanged");
        Organizations = Listen("OrganizationChanged");
        Raised = Listen("AlertRaised");
        Changed = Listen("AlertChanged");
        connection.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Completes when the connection is over.</summary>
    public Task Closed => _closed.Task;

    public string? ConnectionId => _connection.ConnectionId;

    public ChannelReader<(JsonElement Live, TimeSpan At)> Stores { get; }

    public ChannelReader<(JsonElement Live, TimeSpan At)> Sensors { get; }

    public ChannelReader<(JsonElement Live, TimeSpan At)> Organizations { get; }

    /// <summary>Alerts that were raised.</summary>
    public ChannelReader<(JsonElement Live, TimeSpan At)> Raised { get; }

    /// <summary>Alerts that changed otherwise.</summary>
    public ChannelReader<(JsonElement Live, TimeSpan At)> Changed { get; }

    public static Task<LiveClient> ConnectAsync(SiloFixture silo, string? token) => ConnectAsync(silo.AddressOf("/hubs/live"), token);

    /// <summary>To a hub at some address, with what else the connection shall have.</summary>
    public static async Task<LiveClient> ConnectAsync(Uri url, string? token, Action<IHubConnectionBuilder>? more = null)
    {
        var builder = new HubConnectionBuilder().WithUrl(url, options => options.AccessTokenProvider = () => Task.FromResult(token));
        more?.Invoke(builder);
        var connection = builder.Build();
        var client = new LiveClient(connection);
        await connection.StartAsync(TestContext.Current.CancellationToken);
        return client;
    }

    public Task<JsonElement> CallAsync(string method, params object?[] arguments) =>
        _connection.InvokeCoreAsync<JsonElement>(method, arguments, TestContext.Current.CancellationToken);

    public Task TellAsync(string method, params object?[] arguments) =>
        _connection.InvokeCoreAsync(method, arguments, TestContext.Current.CancellationToken);

    public static async Task<(JsonElement Live, TimeSpan At)> NextAsync(ChannelReader<(JsonElement Live, TimeSpan At)> states)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        return await states.ReadAsync(patience.Token);
    }

    /// <summary>Reads alerts until the expected one.</summary>
    public static async Task<JsonElement> AlertAsync(ChannelReader<(JsonElement Live, TimeSpan At)> alerts, Func<JsonElement, bool> expected)
    {
        while (true)
        {
            var (alert, _) = await NextAsync(alerts);
            if (expected(alert))
            {
                return alert;
            }
        }
    }

    /// <summary>Reads states until one is as expected. Checks that versions rise; the first may be the one that was answered.</summary>
    public static async Task<JsonElement> UntilAsync(
        ChannelReader<(JsonElement Live, TimeSpan At)> states, long answered, Func<JsonElement, bool> expected)
    {
        var least = answered;
        while (true)
        {
            var (live, _) = await NextAsync(states);
            var version = live.GetProperty("version").GetInt64();
            Assert.True(version >= least, $"Version {version} came where at least {least} was expected.");
            if (expected(live))
            {
                Assert.True(version > answered, $"Version {version} says something else than it said before.");
                return live;
            }

            least = version + 1;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private ChannelReader<(JsonElement Live, TimeSpan At)> Listen(string method)
    {
        var states = Channel.CreateUnbounded<(JsonElement, TimeSpan)>();
        _connection.On<JsonElement>(method, live => states.Writer.TryWrite((live.Clone(), _watch.Elapsed)));
        return states.Reader;
    }
}
