using Microsoft.AspNetCore.SignalR;
using RetailOrleans.WebApi.Tests.Fixture;
using RetailOrleans.WebApi.Tests.Ingest;

namespace RetailOrleans.WebApi.Tests.Live;

public sealed class LiveAccessTests(SiloFixture silo)
{
    [Fact]
    public async Task Another_organizations_store_and_sensor_are_refused_as_unknown_ones_are()
    {
        var shop = await Shop.OpenAsync(silo);
        var stranger = await silo.FoundOrganizationAsync();
        var other = await shop.Admin.CreateStoreAsync("Other");
        var limited = await shop.Admin.WithTokenAsync($$"""{"name": "limited", "role": "viewer", "store_ids": ["{{other}}"]}""");

        foreach (var caller in new[] { stranger, limited })
        {
            await using var client = await LiveClient.ConnectAsync(silo, caller.Token);
            Assert.Contains("no store", await RefusalAsync(client, "WatchStore", shop.StoreId), StringComparison.Ordinal);
            Assert.Contains("no sensor", await RefusalAsync(client, "WatchSensor", shop.SensorId), StringComparison.Ordinal);
            Assert.Equal(
                (await RefusalAsync(client, "WatchStore", shop.StoreId)).Length, (await RefusalAsync(client, "WatchStore", Guid.NewGuid())).Length);
            await client.TellAsync("UnwatchStore", shop.StoreId);
            Assert.Equal(0, (await client.CallAsync("WatchOrganization")).GetProperty("entries_today").GetInt32());
        }
    }

    [Fact]
    public async Task A_viewer_may_watch_and_an_ingest_token_may_not()
    {
        var shop = await Shop.OpenAsync(silo);
        var viewer = await shop.Admin.WithRoleAsync("viewer");
        var device = await shop.Admin.WithTokenAsync($$"""{"name": "device", "sensor_id": "{{shop.SensorId}}"}""");

        await using var client = await LiveClient.ConnectAsync(silo, viewer.Token);
        Assert.Equal(shop.StoreId, (await client.CallAsync("WatchStore", shop.StoreId)).GetProperty("store_id").GetGuid());
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => LiveClient.ConnectAsync(silo, device.Token));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not-a-token")]
    public async Task Without_a_valid_token_there_is_no_connection(string? token)
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => LiveClient.ConnectAsync(silo, token));

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task The_token_may_stand_in_the_query_of_the_hub_and_nowhere_else()
    {
        var admin = await silo.FoundOrganizationAsync();
        var none = silo.Api(null);

        Assert.Equal(200, (await none.SendAsync(HttpMethod.Post, $"/hubs/live/negotiate?negotiateVersion=1&access_token={admin.Token}", content: null)).Status);
        (await none.SendAsync(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1", content: null)).Expect(401);
        (await none.GetAsync($"/api/stores?access_token={admin.Token}")).Expect(401);
    }

    private static async Task<string> RefusalAsync(LiveClient client, string method, Guid id) =>
        (await Assert.ThrowsAsync<HubException>(() => client.CallAsync(method, id))).Message;
}
