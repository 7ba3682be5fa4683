using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Sensors;

public sealed class OlderConfigurationTests(SiloFixture silo)
{
    [Fact]
    public async Task An_older_file_registers_a_sensor_and_says_what_it_did_not_use()
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync();

        var answer = (await admin.PostAsync("/api/sensors", $$$"""
            {"store_id": "{{{storeId}}}", "sensor_id": "door_001", "sensor_name": "Door", "is_active": false,
             "connection": {"host": "127.0.0.9", "port": 8080, "auth": {"type": "basic", "username": "admin", "password": "hunter2"}},
             "data_mapping": {"line_count": 2}, "location": "North", "retry_attempts": 3}
            """)).Expect(201);

        var sensor = answer.Json.GetProperty("sensor");
        Assert.Equal("127.0.0.9", sensor.GetProperty("sensor_ip").GetString());
        Assert.Equal(2, sensor.GetProperty("config").GetProperty("data_mapping").GetProperty("line_count").GetInt32());
        Assert.True(sensor.GetProperty("config").GetProperty("connection").GetProperty("auth").GetProperty("password_set").GetBoolean());
        Assert.Equal(["sensor_id", "retry_attempts"], answer.Json.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()!.Split(' ')[0]));
        Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);

        var changed = (await admin.PatchAsync(
            $"/api/sensors/{sensor.GetProperty("id")}", """{"line_configuration": {"line2": {"name": "Street", "type": "passing", "direction": "bidirectional"}}}""")).Expect(200);
        Assert.Equal("passing", changed.Json.GetProperty("sensor").GetProperty("config").GetProperty("lines").GetProperty("line2").GetProperty("type").GetString());
        Assert.Contains("line_configuration.line2.direction", changed.Json.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("Door", changed.Json.GetProperty("sensor").GetProperty("sensor_name").GetString());
    }

    [Fact]
    public async Task A_key_that_no_form_knows_is_refused_by_name()
    {
        var admin = await silo.FoundOrganizationAsync();

        var answer = await admin.PostAsync("/api/sensors", """{"connector": {"name": "x", "colour": "red", "connection": {"host": "127.0.0.9"}}}""");

        Assert.Contains("connector.colour", answer.Expect(400).ErrorOf("connector.colour"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generic_counter_is_registered_by_configuration_alone_and_its_numbers_come()
    {
        var hour = TimeProvider.System.GetUtcNow().AddHours(-1);
        await using var counter = new TestKit.RawDevice(_ => TestKit.RawDevice.Ok($"when,entered,left\n{hour:yyyy-MM-dd HH}:00:00,12,5\n"));
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync(timezone: "UTC");
        var body = TestApi.SensorBody(
            storeId, ip: "127.0.0.1", port: counter.Port,
            config: """
                {"collection": {"backfill_hours": 3, "endpoints": {"people_counting": "/export?from={start}&to={end}"}},
                 "data_mapping": {"fields": [{"source": "when", "target": "timestamp", "type": "timestamp", "format": "%Y-%m-%d %H:%M:%S"},
                   {"source": "entered", "target": "line1_in", "type": "integer"}, {"source": "left", "target": "line1_out"}]}}
                """).Replace("\"sensor_ip\"", "\"sensor_type\": \"generic\", \"sensor_ip\"", StringComparison.Ordinal);
        var sensor = (await admin.PostAsync("/api/sensors", body)).Expect(201).Json.GetProperty("sensor");

        var (stored, _) = await TestKit.Eventually.AnswersAsync(
            () => admin.GetAsync($"/api/sensors/data?data_type=people_counting&sensor_id={sensor.GetProperty("id")}"),
            answer => answer.Status == 200 && answer.Json.GetProperty("data").GetArrayLength() == 1, TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var reading = stored.Json.GetProperty("data")[0];
        Assert.Equal((12, 5), (reading.GetProperty("line1_in").GetInt32(), reading.GetProperty("line1_out").GetInt32()));
        Assert.Equal($"{hour:yyyy-MM-ddTHH}:00:00Z", reading.GetProperty("timestamp").GetString());
    }
}
