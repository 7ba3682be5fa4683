using Microsoft.AspNetCore.Http.Connections;
using RetailOrleans.Cluster.Tests.Fixture;
using RetailOrleans.TestKit;

namespace RetailOrleans.Cluster.Tests;

/// <summary>Live clients of both languages through a real nginx in front of two silos, with every transport.</summary>
[Collection(OneClusterAtATime.Name)]
public sealed class NginxTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Live_works_through_nginx_with_sticky_clients_or_web_sockets_alone()
    {
        await using var deployment = await Deployment.CreateAsync();
        SiloProcess[] silos = [deployment.Silo(0), await deployment.StartSiloAsync()];
        var (storeId, sensors) = await deployment.AddStoreAsync(sensors: 1);
        var newest = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 10 * 10) - 60);
        var entries = 0;

        await using (var sticky = await Nginx.StartAsync(silos, isSticky: true))
        {
            // Several tokens, so that both silos serve some of it.
            var clients = new List<NodeClient>();
            foreach (var transport in new[] { "any", "websockets", "sse", "longpolling", "stream" })
            {
                clients.Add(NodeClient.Start(sticky.Url, await deployment.TokenAsync(), storeId, transport));
                clients.Add(NodeClient.Start(sticky.Url, await deployment.TokenAsync(), storeId, transport));
            }

            await AllHearAsync(clients, await DotNetClientsAsync(sticky.Url, HttpTransportType.WebSockets, HttpTransportType.LongPolling));
            await DisposeAsync(clients);
        }

        await using (var inTurns = await Nginx.StartAsync(silos, isSticky: false))
        {
            var clients = new List<NodeClient>();
            for (var i = 0; i < 4; i++)
            {
                clients.Add(NodeClient.Start(inTurns.Url, deployment.Token, storeId, "websockets"));
                clients.Add(NodeClient.Start(inTurns.Url, deployment.Token, storeId, "stream"));
            }

            await AllHearAsync(clients, []);
            Assert.All(await Task.WhenAll(silos.Select(silo => LiveClientsAsync(deployment, silo))), count => Assert.True(count > 0, "A silo serves no client"));

            // The silo of half of them is killed: they find the other by themselves.
            await silos[1].KillAsync(Cancellation);
            await AllHearAsync(clients, []);
            await DisposeAsync(clients);
        }

        async Task AllHearAsync(IReadOnlyList<NodeClient> clients, IReadOnlyList<StoreWatcher> others)
        {
            // Connected first, so that what follows comes as news.
            await Task.WhenAll(clients.Select(client => client.HearsAsync(entries)));
            await PostAsync();
            await Task.WhenAll(clients.Select(client => client.HearsAsync(entries)));
            foreach (var other in others)
            {
                await Eventually.AnswersAsync(() => Task.FromResult(other.EntriesOf(storeId)), heard => heard == entries, TimeSpan.FromSeconds(15), Cancellation);
                await other.DisposeAsync();
            }
        }

        async Task PostAsync()
        {
            // A bucket of its own, however long the test takes.
            var start = newest.AddSeconds(-10 * entries);
            await Eventually.AnswersAsync(
                () => deployment.TryPostAsync(silos[0], new SentReading(sensors[0], start, 1)), status => status == 201, TimeSpan.FromSeconds(30), Cancellation);
            entries++;
        }

        async Task<List<StoreWatcher>> DotNetClientsAsync(Uri url, params HttpTransportType[] transports)
        {
            var watchers = new List<StoreWatcher>();
            foreach (var transport in transports)
            {
                watchers.Add(await StoreWatcher.ConnectAsync(url, deployment.Token, [storeId], options => options.Transports = transport));
            }

            return watchers;
        }
    }

    private static async Task DisposeAsync(IEnumerable<NodeClient> clients)
    {
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    /// <summary>How many live clients a silo serves, by its own metrics.</summary>
    private static async Task<double> LiveClientsAsync(Deployment deployment, SiloProcess silo)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Authorization = new("Bearer", deployment.PlatformToken.Trim()) } };
        using var answer = await silo.Http.SendAsync(request, Cancellation);
        var metrics = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancellation);
        return metrics.Split('\n').Where(line => line.StartsWith("retail_live_clients", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
    }
}
