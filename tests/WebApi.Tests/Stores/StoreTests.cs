using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Stores;

public sealed class StoreTests(SiloFixture silo)
{
    [Fact]
    public async Task A_store_is_registered_read_changed_and_deleted_with_its_sensors()
    {
        var admin = await silo.FoundOrganizationAsync();
        var created = await admin.PostAsync("/api/stores", """
            {"name": "Chiado", "code": "LIS-1", "region": "South", "timezone": "Europe/Lisbon", "capacity": 120, "day_start": "04:00",
             "operating_hours": {"monday": [{"open": "09:00", "close": "20:00"}], "exceptions": [{"date": "2026-12-25", "hours": []}]}}
            """);
        var store = created.Expect(201).Json.GetProperty("store");
        var id = store.GetProperty("id").GetGuid();
        Assert.Equal($"/api/stores/{id}", created.Headers.Location!.ToString());
        Assert.Equal("04:00", store.GetProperty("day_start").GetString());
        Assert.Equal("09:00", store.GetProperty("operating_hours").GetProperty("monday")[0].GetProperty("open").GetString());
        Assert.True(store.GetProperty("is_active").GetBoolean());

        var changed = (await admin.PatchAsync($"/api/stores/{id}", """{"capacity": null, "operating_hours": {}, "name": "Chiado 2"}""")).Expect(200).Json.GetProperty("store");
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("capacity").ValueKind);
        Assert.Empty(changed.GetProperty("operating_hours").EnumerateObject());
        Assert.Equal(("Chiado 2", "LIS-1", "04:00"), (changed.GetProperty("name").GetString(), changed.GetProperty("code").GetString(), changed.GetProperty("day_start").GetString()));

        var sensorId = (await admin.CreateSensorAsync(id)).GetProperty("id").GetGuid();
        (await admin.DeleteAsync($"/api/stores/{id}")).Expect(200);
        (await admin.GetAsync($"/api/stores/{id}")).Expect(404);
        (await admin.GetAsync($"/api/sensors/{sensorId}")).Expect(404);
        (await admin.PostAsync("/api/sensors", TestApi.SensorBody(id))).Expect(404);
        (await admin.DeleteAsync($"/api/stores/{id}")).Expect(404);
    }

    [Fact]
    public async Task Everything_wrong_with_a_store_is_told_at_once()
    {
        var admin = await silo.FoundOrganizationAsync();

        var answer = (await admin.PostAsync("/api/stores", """
            {"timezone": "Lisbon", "code": "123456789012345678901234567890123", "capacity": 0, "day_start": "04:01", "operating_hours": {"someday": []}, "owner": "me"}
            """)).Expect(400);

        foreach (var field in new[] { "name", "timezone", "code", "capacity", "day_start", "operating_hours", "owner" })
        {
            Assert.NotEmpty(answer.ErrorOf(field));
        }
    }

    [Fact]
    public async Task A_code_is_taken_in_the_organization_until_its_store_is_deleted()
    {
        const string Body = """{"name": "S", "timezone": "UTC", "code": "x1"}""";
        var admin = await silo.FoundOrganizationAsync();
        var id = (await admin.PostAsync("/api/stores", Body)).Expect(201).Json.GetProperty("store").GetProperty("id").GetGuid();
        var other = await admin.CreateStoreAsync();

        (await admin.PostAsync("/api/stores", Body)).Expect(409).ErrorOf("code");
        (await admin.PatchAsync($"/api/stores/{other}", """{"code": "X1"}""")).Expect(409);
        (await admin.DeleteAsync($"/api/stores?store_id={id}")).Expect(200);
        (await admin.PostAsync("/api/stores", Body)).Expect(201);
    }

    [Fact]
    public async Task Stores_are_listed_newest_first_and_filtered()
    {
        var admin = await silo.FoundOrganizationAsync();
        await admin.CreateStoreAsync("Alpha");
        await admin.CreateStoreAsync("Beta");
        (await admin.PostAsync("/api/stores", """{"name": "Gamma", "timezone": "UTC", "region": "North", "is_active": false}""")).Expect(201);

        Assert.Equal(["Gamma", "Beta", "Alpha"], await NamesAsync(""));
        Assert.Equal(["Gamma"], await NamesAsync("?region=North"));
        Assert.Equal(["Beta", "Alpha"], await NamesAsync("?is_active=true"));
        Assert.Equal(["Alpha"], await NamesAsync("?q=LPH"));
        Assert.Equal(["Beta"], await NamesAsync("?limit=1&offset=1"));

        async Task<IEnumerable<string>> NamesAsync(string query) =>
            (await admin.GetAsync($"/api/stores{query}")).Expect(200).Json.GetProperty("stores").EnumerateArray().Select(store => store.GetProperty("name").GetString()!);
    }
}
