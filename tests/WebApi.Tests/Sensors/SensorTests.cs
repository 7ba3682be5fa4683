using System.Text.Json;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Sensors;

public sealed class SensorTests(SiloFixture silo)
{
    [Fact]
    public async Task A_sensor_is_registered_read_changed_and_deleted()
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync("Lisbon 1");

        var created = await admin.PostAsync("/api/sensors", $$$$"""
            {"sensor_name": " Main entrance ", "sensor_ip": "127.1.0.9", "sensor_port": 8080, "store_id": "{{{{storeId}}}}",
             "location": "Door", "config": {"collection": {"mode": "push", "interval_seconds": 60}}}
            """);
        var sensor = created.Expect(201).Json.GetProperty("sensor");
        var id = sensor.GetProperty("id").GetGuid();
        Assert.Equal($"/api/sensors/{id}", created.Headers.Location!.ToString());
        Assert.Equal("Main entrance", sensor.GetProperty("sensor_name").GetString());
        Assert.Equal("milesight_people_counter", sensor.GetProperty("sensor_type").GetString());
        Assert.Equal("Europe/Lisbon", sensor.GetProperty("timezone").GetString());
        Assert.Equal("Lisbon 1", sensor.GetProperty("store").GetProperty("name").GetString());
        Assert.Equal(60, sensor.GetProperty("config").GetProperty("collection").GetProperty("interval_seconds").GetInt32());
        Assert.Equal("unknown", sensor.GetProperty("health").GetString());
        Assert.Equal(JsonValueKind.Null, sensor.GetProperty("last_seen_at").ValueKind);
        Assert.EndsWith("Z", sensor.GetProperty("created_at").GetString(), StringComparison.Ordinal);
        Assert.Equal("lines_not_configured", sensor.GetProperty("notices")[0].GetString());

        Assert.Equal(id, (await admin.GetAsync($"/api/sensors/{id}")).Expect(200).Json.GetProperty("sensor").GetProperty("id").GetGuid());

        var changed = (await admin.PatchAsync("/api/sensors", $$$$$"""
            {"sensor_id": "{{{{{id}}}}}", "location": null, "timezone": "America/New_York", "is_active": false, "config": {"lines": {"line1": {"type": "passing"}}}}
            """)).Expect(200).Json.GetProperty("sensor");
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("location").ValueKind);
        Assert.Equal("America/New_York", changed.GetProperty("timezone").GetString());
        Assert.Equal("inactive", changed.GetProperty("health").GetString());
        Assert.Equal("passing", changed.GetProperty("config").GetProperty("lines").GetProperty("line1").GetProperty("type").GetString());
        Assert.Equal(60, changed.GetProperty("config").GetProperty("collection").GetProperty("interval_seconds").GetInt32());
        Assert.Equal("Main entrance", changed.GetProperty("sensor_name").GetString());
        Assert.Empty(changed.GetProperty("notices").EnumerateArray());

        (await admin.DeleteAsync($"/api/sensors?sensor_id={id}")).Expect(200);
        (await admin.GetAsync($"/api/sensors/{id}")).Expect(404);
        (await admin.PatchAsync($"/api/sensors/{id}", "{}")).Expect(404);
        (await admin.DeleteAsync($"/api/sensors/{id}")).Expect(404);
        await admin.CreateSensorAsync(storeId, "Main entrance");
    }

    [Fact]
    public async Task Everything_wrong_with_a_registration_is_told_at_once()
    {
        var admin = await silo.FoundOrganizationAsync();

        var answer = (await admin.PostAsync("/api/sensors", """
            {"sensor_ip": "http://127.0.0.1", "sensor_port": 70000, "store_id": "1", "colour": "red", "timezone": "EST5",
             "config": {"connection": {"protocol": "ftp", "speed": 1}, "lines": {"line17": {}, "line1": {"type": "door"}}, "collection": {"interval_seconds": 4}}}
            """)).Expect(400);

        Assert.Equal("validation_error", answer.Json.GetProperty("code").GetString());
        foreach (var field in new[] { "sensor_name", "sensor_ip", "sensor_port", "store_id", "timezone", "config.connection.protocol", "config.lines.line1.type", "config.collection.interval_seconds" })
        {
            Assert.NotEmpty(answer.ErrorOf(field));
        }

        Assert.Contains("Unknown property 'colour'", answer.ErrorOf("colour"), StringComparison.Ordinal);
        Assert.Contains("Unknown property 'speed'", answer.ErrorOf("config.connection.speed"), StringComparison.Ordinal);
        Assert.Contains("Unknown property 'line17'", answer.ErrorOf("config.lines.line17"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_names_unknown_properties_and_changes_nothing()
    {
        var admin = await silo.FoundOrganizationAsync();
        var sensor = await admin.CreateSensorAsync(await admin.CreateStoreAsync());
        var path = $"/api/sensors/{sensor.GetProperty("id")}";

        (await admin.PatchAsync(path, """{"id": "x", "sensor_name": "New"}""")).Expect(400).ErrorOf("id");
        (await admin.PatchAsync(path, """{"sensor_name": null}""")).Expect(400).ErrorOf("sensor_name");
        (await admin.PatchAsync(path, "[]")).Expect(400);
        (await admin.PatchAsync(path, $$"""{"sensor_id": "{{Guid.NewGuid()}}"}""")).Expect(400).ErrorOf("sensor_id");
        (await admin.PatchAsync("/api/sensors", """{"sensor_name": "New"}""")).Expect(400).ErrorOf("sensor_id");

        var after = (await admin.GetAsync(path)).Json.GetProperty("sensor");
        Assert.Equal(sensor.GetProperty("sensor_name").GetString(), after.GetProperty("sensor_name").GetString());
    }

    [Fact]
    public async Task A_name_is_taken_in_the_organization_whatever_its_case()
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync();
        await admin.CreateSensorAsync(storeId, "Door");
        var other = await admin.CreateSensorAsync(await admin.CreateStoreAsync(), "Window");

        var conflict = (await admin.PostAsync("/api/sensors", TestApi.SensorBody(storeId, "DOOR"))).Expect(409);
        Assert.Equal("conflict", conflict.Json.GetProperty("code").GetString());
        conflict.ErrorOf("sensor_name");
        (await admin.PatchAsync($"/api/sensors/{other.GetProperty("id")}", """{"sensor_name": "door"}""")).Expect(409);
        var stranger = await silo.FoundOrganizationAsync();
        await stranger.CreateSensorAsync(await stranger.CreateStoreAsync(), "Door");
    }

    [Fact]
    public async Task An_address_is_one_polled_sensor_within_a_store()
    {
        const string Polled = "{}";
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync();
        await admin.CreateSensorAsync(storeId, ip: "127.0.0.20", port: 1, config: Polled);

        (await admin.PostAsync("/api/sensors", TestApi.SensorBody(storeId, ip: "127.0.0.20", port: 1, config: Polled))).Expect(409).ErrorOf("sensor_ip");
        (await admin.PostAsync("/api/sensors", TestApi.SensorBody(storeId, ip: "::ffff:127.0.0.20", port: 1, config: Polled))).Expect(409);
        await admin.CreateSensorAsync(storeId, ip: "127.0.0.20", port: 2, config: Polled);
        await admin.CreateSensorAsync(await admin.CreateStoreAsync(), ip: "127.0.0.20", port: 1, config: Polled);
        var pushed = await admin.CreateSensorAsync(storeId, ip: "127.0.0.20", port: 1);
        (await admin.PatchAsync($"/api/sensors/{pushed.GetProperty("id")}", """{"config": {"collection": {"mode": "poll"}}}""")).Expect(409);
    }

    [Theory]
    [InlineData("192.168.1.100")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("2130706433x")]
    [InlineData("127.0.0.1:80")]
    [InlineData("user@127.0.0.1")]
    public async Task A_polled_sensor_must_be_in_an_allowed_network(string address)
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync();

        var answer = await admin.PostAsync("/api/sensors", TestApi.SensorBody(storeId, ip: address, config: "{}"));

        if (address.EndsWith('x'))
        {
            // A label that begins with a digit is a host name, and judged when it is resolved.
            answer.Expect(201);
            return;
        }

        var message = answer.Expect(400).ErrorOf("sensor_ip");
        if (!address.Contains('@', StringComparison.Ordinal) && !address.Contains(":80", StringComparison.Ordinal))
        {
            Assert.Contains("127.0.0.0/8", message, StringComparison.Ordinal);
            await admin.CreateSensorAsync(storeId, ip: address);
        }
    }

    [Fact]
    public async Task A_polled_sensor_needs_a_type_that_can_be_polled()
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync();

        var body = TestApi.SensorBody(storeId, config: "{}").Replace("\"sensor_ip\"", "\"sensor_type\": \"abacus\", \"sensor_ip\"", StringComparison.Ordinal);
        Assert.Contains("milesight_people_counter", (await admin.PostAsync("/api/sensors", body)).Expect(400).ErrorOf("sensor_type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_begins_with_the_business_day_of_the_new_store()
    {
        var admin = await silo.FoundOrganizationAsync();
        var from = await admin.CreateStoreAsync("From");
        var to = await admin.CreateStoreAsync("To", "Asia/Tokyo");
        var id = (await admin.CreateSensorAsync(from)).GetProperty("id").GetGuid();

        var moved = (await admin.PatchAsync($"/api/sensors/{id}", $$"""{"store_id": "{{to}}"}""")).Expect(200).Json.GetProperty("sensor");

        Assert.Equal("To", moved.GetProperty("store").GetProperty("name").GetString());
        Assert.Equal("Asia/Tokyo", moved.GetProperty("timezone").GetString());
        Assert.Equal(1L, await silo.ScalarAsync(
            """
            select count(*) from sensor_assignments a join sensors s on s.key = a.sensor_key
            where s.id = $1 and a.store_id = $2 and a.valid_to = 'infinity' and (a.valid_from at time zone 'Asia/Tokyo')::time = '00:00' and a.valid_from <= now()
            """, id, to));
        Assert.Equal(1L, await silo.ScalarAsync(
            "select count(*) from sensor_assignments a join sensors s on s.key = a.sensor_key where s.id = $1 and a.store_id = $2 and a.valid_to < now()", id, from));

        // And back on the same day: as if it had never been away.
        (await admin.PatchAsync($"/api/sensors/{id}", $$"""{"store_id": "{{from}}"}""")).Expect(200);
        (await admin.PatchAsync($"/api/sensors/{id}", $$"""{"store_id": "{{Guid.NewGuid()}}"}""")).Expect(404);
    }
}
