using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Auth;

public sealed class TenancyTests(SiloFixture silo)
{
    public static TheoryData<string, string, string?> Calls => new()
    {
        { "GET", "/api/sensors/{sensor}", null },
        { "GET", "/api/sensors?store_id={store}", null },
        { "GET", "/api/sensors/{sensor}/history", null },
        { "PATCH", "/api/sensors/{sensor}", """{"sensor_name": "mine"}""" },
        { "PATCH", "/api/sensors", """{"sensor_id": "{sensor}", "sensor_name": "mine"}""" },
        { "DELETE", "/api/sensors/{sensor}", null },
        { "DELETE", "/api/sensors?sensor_id={sensor}&purge=true", null },
        { "POST", "/api/sensors", """{"sensor_name": "n", "sensor_ip": "127.1.0.1", "sensor_port": 80, "store_id": "{store}"}""" },
        { "GET", "/api/stores/{store}", null },
        { "PATCH", "/api/stores/{store}", """{"name": "mine"}""" },
        { "DELETE", "/api/stores/{store}", null },
        { "GET", "/api/stores/{store}/heatmap", null },
        { "GET", "/api/stores/{store}/floor-plan", null },
        { "GET", "/api/stores/{store}/floor-plan/picture", null },
        { "PUT", "/api/stores/{store}/floor-plan", "no picture" },
        { "PATCH", "/api/stores/{store}/floor-plan", """{"places": []}""" },
        { "DELETE", "/api/stores/{store}/floor-plan", null },
        { "POST", "/api/sensors/test", """{"sensor_ip": "127.1.0.1", "sensor_port": 80, "store_id": "{store}"}""" },
        { "POST", "/api/sensors/test", """{"sensor_id": "{sensor}"}""" },
        { "POST", "/api/tokens", """{"name": "t", "role": "viewer", "store_ids": ["{store}"]}""" },
        { "POST", "/api/tokens", """{"name": "t", "sensor_id": "{sensor}"}""" },
        { "POST", "/api/tokens/{token}/rotate", null },
        { "DELETE", "/api/tokens/{token}", null },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task What_belongs_to_another_organization_answers_as_if_it_did_not_exist(string method, string path, string? body)
    {
        var owner = await silo.FoundOrganizationAsync();
        var storeId = await owner.CreateStoreAsync();
        var sensorId = (await owner.CreateSensorAsync(storeId)).GetProperty("id").GetGuid();
        var tokenId = (await owner.GetAsync("/api/tokens")).Json.GetProperty("tokens")[0].GetProperty("id").GetGuid();
        var stranger = await silo.FoundOrganizationAsync();

        var foreign = await SendAsync(storeId, sensorId, tokenId);
        var unknown = await SendAsync(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

        foreign.Expect(404);
        unknown.Expect(404);
        Assert.Equal(unknown.Json.GetProperty("title").GetString(), foreign.Json.GetProperty("title").GetString());
        Assert.Equal(unknown.Text.Length, foreign.Text.Length);
        (await owner.GetAsync($"/api/sensors/{sensorId}")).Expect(200);

        Task<Answer> SendAsync(Guid store, Guid sensor, Guid token)
        {
            return stranger.SendAsync(new HttpMethod(method), Fill(path)!, Fill(body));

            string? Fill(string? text) => text?
                .Replace("{store}", $"{store}", StringComparison.Ordinal)
                .Replace("{sensor}", $"{sensor}", StringComparison.Ordinal)
                .Replace("{token}", $"{token}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lists_show_ones_own_organization_alone()
    {
        var owner = await silo.FoundOrganizationAsync();
        await owner.CreateSensorAsync(await owner.CreateStoreAsync());
        var stranger = await silo.FoundOrganizationAsync();

        Assert.Equal(0, (await stranger.GetAsync("/api/sensors")).Expect(200).Json.GetProperty("sensors").GetArrayLength());
        Assert.Equal(0, (await stranger.GetAsync("/api/stores")).Expect(200).Json.GetProperty("stores").GetArrayLength());
        Assert.Equal(1, (await stranger.GetAsync("/api/tokens")).Expect(200).Json.GetProperty("tokens").GetArrayLength());
    }

    [Fact]
    public async Task A_token_of_some_stores_sees_and_changes_these_alone()
    {
        var admin = await silo.FoundOrganizationAsync();
        var mine = await admin.CreateStoreAsync("Mine");
        var other = await admin.CreateStoreAsync("Other");
        var mySensor = (await admin.CreateSensorAsync(mine)).GetProperty("id").GetGuid();
        var otherSensor = (await admin.CreateSensorAsync(other)).GetProperty("id").GetGuid();
        var limited = await admin.WithTokenAsync($$"""{"name": "limited", "role": "tenant_admin", "store_ids": ["{{mine}}"]}""");

        var sensors = (await limited.GetAsync("/api/sensors")).Expect(200).Json;
        Assert.Equal(mySensor, Assert.Single(sensors.GetProperty("sensors").EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Equal(1, sensors.GetProperty("pagination").GetProperty("total").GetInt32());
        Assert.Single((await limited.GetAsync("/api/stores")).Expect(200).Json.GetProperty("stores").EnumerateArray());
        (await limited.GetAsync($"/api/sensors/{otherSensor}")).Expect(404);
        (await limited.GetAsync($"/api/stores/{other}")).Expect(404);
        (await limited.PatchAsync($"/api/sensors/{mySensor}", $$"""{"store_id": "{{other}}"}""")).Expect(404);
        (await limited.DeleteAsync($"/api/sensors/{otherSensor}")).Expect(404);
        (await limited.PostAsync("/api/stores", """{"name": "New", "timezone": "UTC"}""")).Expect(403);
        (await limited.PostAsync("/api/tokens", """{"name": "all", "role": "viewer"}""")).Expect(403);
        (await limited.PostAsync("/api/tokens", $$"""{"name": "other", "role": "viewer", "store_ids": ["{{other}}"]}""")).Expect(404);
        (await limited.PostAsync("/api/tokens", $$"""{"name": "mine", "role": "viewer", "store_ids": ["{{mine}}"]}""")).Expect(201);
        Assert.Equal(
            ["mine", "limited"],
            (await limited.GetAsync("/api/tokens")).Expect(200).Json.GetProperty("tokens").EnumerateArray().Select(token => token.GetProperty("name").GetString()!));
    }
}
