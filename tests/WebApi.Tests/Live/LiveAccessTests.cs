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
    public async Task The_token_may_stand_in_the_query_of_hub_and_stream_and_nowhere_else()
    {
        var admin = await silo.FoundOrganizationAsync();
        var none = silo.Api(null);

        Assert.Equal(200, (await none.SendAsync(HttpMethod.Post, $"/hubs/live/negotiate?negotiateVersion=1&access_token={admin.Token}", content: null)).Status);
        (await none.SendAsync(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1", content: null)).Expect(401);
        (await none.GetAsync($"/api/live?access_token={admin.Token}")).Expect(400).ErrorOf("store_id");
        (await none.GetAsync("/api/live")).Expect(401);
        (await none.GetAsync($"/api/stores?access_token={admin.Token}")).Expect(401);
    }

    [Fact]
    public async Task What_is_no_id_is_refused_in_words()
    {
        var admin = await silo.FoundOrganizationAsync();
        await using var client = await LiveClient.ConnectAsync(silo, admin.Token);

        Assert.Contains("UUID of a store, got 'Chiado'", await RefusalAsync(client, "WatchStore", "Chiado"), StringComparison.Ordinal);
        Assert.Contains("UUID of a sensor, got ''", await RefusalAsync(client, "WatchSensor", null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sensor_that_moves_out_of_a_tokens_stores_is_not_heard_of_any_more()
    {
        var shop = await Shop.OpenAsync(silo, DayTime.Zone());
        var other = await shop.Admin.CreateStoreAsync("Other", DayTime.Zone());
        var limited = await shop.Admin.WithTokenAsync($$"""{"name": "limited", "role": "viewer", "store_ids": ["{{shop.StoreId}}"]}""");
        await using var client = await LiveClient.ConnectAsync(silo, limited.Token);
        await using var admin = await LiveClient.ConnectAsync(silo, shop.Admin.Token);
        await client.CallAsync("WatchSensor", shop.SensorId);
        var snapshot = await admin.CallAsync("WatchSensor", shop.SensorId);

        (await shop.Admin.PatchAsync($"/api/sensors/{shop.SensorId}", $$"""{"store_id": "{{other}}"}""")).Expect(200);
        await LiveClient.UntilAsync(
            admin.Sensors, snapshot.GetProperty("version").GetInt64(), state => state.GetProperty("store_id").GetGuid() == other);

        // A call after the news: what the hub had sent before would have come before its answer.
        Assert.Contains("no sensor", await RefusalAsync(client, "WatchSensor", shop.SensorId), StringComparison.Ordinal);
        while (client.Sensors.TryRead(out var heard))
        {
            Assert.Equal(shop.StoreId, heard.Live.GetProperty("store_id").GetGuid());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_ends_within_five_seconds_of_its_token(bool expires)
    {
        var shop = await Shop.OpenAsync(silo);
        var end = TimeProvider.System.GetUtcNow().AddSeconds(4);
        var viewer = await shop.Admin.WithTokenAsync(expires
            ? $$"""{"name": "short", "role": "viewer", "expires_at": "{{end.UtcDateTime:O}}"}"""
            : """{"name": "revoked", "role": "viewer"}""");
        await using var client = await LiveClient.ConnectAsync(silo, viewer.Token);
        await using var other = await LiveClient.ConnectAsync(silo, shop.Admin.Token);
        await client.CallAsync("WatchStore", shop.StoreId);
        if (!expires)
        {
            end = TimeProvider.System.GetUtcNow();
            var id = (await shop.Admin.GetAsync("/api/tokens")).Json.GetProperty("tokens")[0].GetProperty("id").GetGuid();
            (await shop.Admin.DeleteAsync($"/api/tokens/{id}")).Expect(200);
        }

        await client.Closed.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.InRange(TimeProvider.System.GetUtcNow() - end, TimeSpan.FromSeconds(-0.5), TimeSpan.FromSeconds(5));
        Assert.Equal(shop.StoreId, (await other.CallAsync("WatchStore", shop.StoreId)).GetProperty("store_id").GetGuid());
    }

    private static async Task<string> RefusalAsync(LiveClient client, string method, object? id) =>
        (await Assert.ThrowsAsync<HubException>(() => client.CallAsync(method, id))).Message;
}
