using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using RetailOrleans.WebApi.Live;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Live;

/// <summary>What the hub does beneath its calls: another encoding, a network that breaks, a client that does not read.</summary>
public sealed class LiveTransportTests(SiloFixture silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MessagePack_says_what_json_says()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        (await shop.Admin.PatchAsync($"/api/stores/{shop.StoreId}", """{"capacity": 10}""")).Expect(200);
        var news = new TaskCompletionSource<object>();
        await using var packed = new HubConnectionBuilder()
            .WithUrl(silo.AddressOf("/hubs/live"), options => options.AccessTokenProvider = () => Task.FromResult(shop.Admin.Token))
            .AddMessagePackProtocol().Build();
        packed.On<object>("StoreChanged", state => news.TrySetResult(state));
        await packed.StartAsync(Cancellation);
        await packed.InvokeAsync<object>("WatchStore", shop.StoreId, Cancellation);

        (await shop.PostPeopleAsync(DayTime.HoursAgo(2), 4, 1)).Expect(201);
        var told = JsonOf(await news.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation))!;
        var snapshot = JsonOf(await packed.InvokeAsync<object>("WatchStore", shop.StoreId.ToString(), Cancellation))!;
        await using var client = await LiveClient.ConnectAsync(silo, shop.Admin.Token);
        var json = JsonNode.Parse((await client.CallAsync("WatchStore", shop.StoreId)).GetRawText())!;

        Assert.Equal(NamesOf(json), NamesOf(told));
        json["at"] = snapshot["at"] = null;
        Assert.True(JsonNode.DeepEquals(json, snapshot), $"{snapshot}\nis not\n{json}");
    }

    [Fact]
    public async Task A_connection_that_is_cut_goes_on_where_it_was()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        await using var proxy = new CuttingProxy(silo.AddressOf("/hubs/live"));
        await using var client = await LiveClient.ConnectAsync(proxy.Url, shop.Admin.Token, builder => builder.WithStatefulReconnect());
        var id = client.ConnectionId;
        var snapshot = await client.CallAsync("WatchStore", shop.StoreId);

        proxy.Cut();
        (await shop.PostPeopleAsync(DayTime.HoursAgo(2), 4, 1)).Expect(201);

        // Nothing is watched again by the client: the server still knows it.
        await LiveClient.UntilAsync(
            client.Stores, snapshot.GetProperty("version").GetInt64(), state => state.GetProperty("entries_today").GetInt32() == 4);
        Assert.Equal(id, client.ConnectionId);
        Assert.False(client.Closed.IsCompleted);
    }

    [Fact]
    public async Task A_client_that_does_not_read_slows_nobody_and_is_given_up()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var stalls = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Name == "retail.live.ended")
                {
                    own.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => stalls += tags[0].Value is nameof(LiveEnd.Stalled) ? (int)count : 0);
        listener.Start();
        using var stalled = await StallAsync(shop);
        await using var client = await LiveClient.ConnectAsync(silo, shop.Admin.Token);
        var snapshot = await client.CallAsync("WatchStore", shop.StoreId);

        (await shop.PostPeopleAsync(DayTime.HoursAgo(2), 4, 1)).Expect(201);
        await LiveClient.UntilAsync(
            client.Stores, snapshot.GetProperty("version").GetInt64(), state => state.GetProperty("entries_today").GetInt32() == 4);

        // What it did not take is gone with it.
        var buffer = new byte[65_536];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            // Only after the time in which it would have had to read.
            await Task.Delay(TimeSpan.FromSeconds(6), TimeProvider.System, patience.Token);
            while (true)
            {
                await stalled.ReceiveAsync(buffer.AsMemory(), patience.Token);
            }
        });
        Assert.Equal(1, stalls);
        Assert.False(client.Closed.IsCompleted);
    }

    /// <summary>Watches the store over and over without reading an answer, until the server reads no more either.</summary>
    private async Task<ClientWebSocket> StallAsync(Shop shop)
    {
        var url = new UriBuilder(silo.AddressOf($"/hubs/live")) { Scheme = "ws", Query = $"access_token={shop.Admin.Token}" }.Uri;
        var socket = new ClientWebSocket();
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096, SendBufferSize = 4_096, NoDelay = true };
                await tcp.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(tcp, ownsSocket: true);
            },
        };
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        await socket.ConnectAsync(url, invoker, Cancellation);
        await SendAsync("""{"protocol":"json","version":1}""");
        for (var call = 0; call < 100_000; call++)
        {
            var sending = SendAsync(string.Create(
                CultureInfo.InvariantCulture, $$"""{"type":1,"invocationId":"{{call}}","target":"WatchStore","arguments":["{{shop.StoreId}}"]}"""));
            if (await Task.WhenAny(sending, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Cancellation)) != sending)
            {
                return socket;
            }

            await sending;
        }

        socket.Dispose();
        throw new InvalidOperationException("The server answers without end to a client that does not read.");

        Task SendAsync(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message + "\u001e"), WebSocketMessageType.Text, true, Cancellation);
    }

    private static IEnumerable<string> NamesOf(JsonNode json) => json.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal);

    private static JsonNode? JsonOf(object? packed) => packed switch
    {
        IDictionary<object, object> map => new JsonObject(map.Select(entry => KeyValuePair.Create((string)entry.Key, JsonOf(entry.Value)))),
        object[] list => new JsonArray([.. list.Select(JsonOf)]),
        null => null,
        _ => JsonNode.Parse(JsonSerializer.Serialize(packed)),
    };
}
