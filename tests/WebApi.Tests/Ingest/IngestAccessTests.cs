using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Ingest;

public sealed class IngestAccessTests(SiloFixture silo)
{
    [Fact]
    public async Task A_sensor_that_does_not_exist_and_one_of_another_organization_are_the_same_404()
    {
        var shop = await Shop.OpenAsync(silo);
        var stranger = await Shop.OpenAsync(silo);

        foreach (var bulk in new[] { false, true })
        {
            var foreign = (await PostAsync(stranger.Admin, shop.SensorId, bulk)).Expect(404);
            var unknown = (await PostAsync(stranger.Admin, Guid.NewGuid(), bulk)).Expect(404);
            Assert.Equal("not_found", foreign.Json.GetProperty("code").GetString());
            Assert.Equal(unknown.Text.Length, foreign.Text.Length);
        }

        Assert.Empty(await shop.StoredAsync());
    }

    [Fact]
    public async Task One_unknown_sensor_among_known_ones_stores_nothing()
    {
        var shop = await Shop.OpenAsync(silo);

        (await shop.PostAsync(
            "people_counting", Reading.People(shop.SensorId, Reading.Yesterday(), 1), Reading.People(Guid.NewGuid(), Reading.Yesterday(), 1))).Expect(404);
        Assert.Empty(await shop.StoredAsync());
    }

    [Fact]
    public async Task An_ingest_token_writes_its_own_sensor_alone_and_reads_nothing()
    {
        var shop = await Shop.OpenAsync(silo);
        var other = await shop.AddSensorAsync();
        var device = await shop.Admin.WithTokenAsync($$"""{"name": "device", "sensor_id": "{{shop.SensorId}}"}""");

        (await PostAsync(device, shop.SensorId, bulk: false)).Expect(201);
        (await PostAsync(device, shop.SensorId, bulk: true)).Expect(201);
        (await PostAsync(device, other, bulk: false)).Expect(404);
        (await PostAsync(device, other, bulk: true)).Expect(404);
        (await device.GetAsync("/api/sensors/data?data_type=people_counting")).Expect(403);
        Assert.Single(await shop.StoredAsync());
    }

    [Fact]
    public async Task A_token_of_other_stores_does_not_find_the_sensor()
    {
        var shop = await Shop.OpenAsync(silo);
        var otherStore = await shop.Admin.CreateStoreAsync("Other");
        var clerk = await shop.Admin.WithTokenAsync($$"""{"name": "clerk", "role": "store_staff", "store_ids": ["{{otherStore}}"]}""");

        (await PostAsync(clerk, shop.SensorId, bulk: false)).Expect(404);
    }

    [Theory]
    [InlineData("viewer", 403)]
    [InlineData("store_staff", 201)]
    public async Task Posting_needs_store_staff(string role, int status)
    {
        var shop = await Shop.OpenAsync(silo);
        var caller = await shop.Admin.WithRoleAsync(role);

        (await PostAsync(caller, shop.SensorId, bulk: false)).Expect(status);
        (await PostAsync(caller, shop.SensorId, bulk: true)).Expect(status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not-a-token")]
    public async Task Without_a_valid_token_it_is_a_401_that_says_how(string? token)
    {
        var answer = (await PostAsync(silo.Api(token), Guid.NewGuid(), bulk: false)).Expect(401);

        Assert.Equal("unauthorized", answer.Json.GetProperty("code").GetString());
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task A_deleted_sensor_is_a_404()
    {
        var shop = await Shop.OpenAsync(silo);
        (await PostAsync(shop.Admin, shop.SensorId, bulk: false)).Expect(201);
        (await shop.Admin.DeleteAsync($"/api/sensors/{shop.SensorId}")).Expect(200);

        (await PostAsync(shop.Admin, shop.SensorId, bulk: false)).Expect(404);
    }

    private static Task<Answer> PostAsync(TestApi caller, Guid sensorId, bool bulk)
    {
        var record = Reading.People(sensorId, Reading.Yesterday(), 1);
        return bulk
            ? caller.PostAsync("/api/sensors/bulk-ingest", Reading.Bulk(sensorId, ("people_counting", [record])))
            : caller.PostAsync("/api/sensors/data", Reading.Data("people_counting", record));
    }
}
