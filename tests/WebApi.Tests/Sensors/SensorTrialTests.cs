using System.Text.Json;
using RetailOrleans.TestKit;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Sensors;

/// <summary>POST /api/sensors/test: settings that nobody has saved, against devices on loopback.</summary>
public sealed class SensorTrialTests(SiloFixture silo)
{
    private const string Password = """{"connection": {"auth": {"type": "basic", "username": "admin", "password": "hunter2"}}}""";

    private const string Impatient = """{"connection": {"timeout_seconds": 1, "auth": {"type": "none"}}}""";

    private const string Push = """{"collection": {"mode": "push"}}""";

    [Fact]
    public async Task A_device_answers_before_there_is_a_sensor_and_there_is_none_afterwards()
    {
        await using var camera = new RawDevice(Camera.Answer);
        var admin = await silo.FoundOrganizationAsync();
        var store = await admin.CreateStoreAsync(timezone: "UTC");

        var answer = (await TryAsync(admin, $$"""{"sensor_ip": "127.0.0.1", "sensor_port": {{camera.Port}}, "store_id": "{{store}}", "config": {{Password}}}""")).Expect(200);

        Assert.True(answer.Json.GetProperty("success").GetBoolean(), answer.Text);
        Assert.Equal(6, answer.Json.GetProperty("current_data").GetProperty("people_counting").GetProperty("line1_in").GetInt32());
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("problem").ValueKind);
        Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);
        Assert.Empty((await admin.GetAsync("/api/sensors")).Json.GetProperty("sensors").EnumerateArray());
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_the_words_of_a_test()
    {
        await using var device = new RawDevice(_ => RawDevice.Ok("<html>sign in</html>"));
        var admin = await silo.FoundOrganizationAsync();
        var store = await admin.CreateStoreAsync();

        var answer = (await TryAsync(admin, $$"""{"sensor_ip": "127.0.0.1", "sensor_port": {{device.Port}}, "store_id": "{{store}}", "config": {{Password}}}""")).Expect(200);

        Assert.Equal((false, "not_a_counter"), (answer.Json.GetProperty("success").GetBoolean(), answer.Json.GetProperty("problem_code").GetString()));
    }

    [Fact]
    public async Task A_change_is_tried_with_the_stored_password_and_nothing_of_the_sensor_changes()
    {
        var seen = "";
        await using var camera = new RawDevice(request =>
        {
            seen += request;
            return Camera.Answer(request);
        });
        var admin = await silo.FoundOrganizationAsync();
        var body = TestApi.SensorBody(await admin.CreateStoreAsync(timezone: "UTC"), ip: "127.0.0.1", port: 9, config: Password)
            .Replace("\"sensor_ip\"", "\"is_active\": false, \"sensor_ip\"", StringComparison.Ordinal);
        var id = (await admin.PostAsync("/api/sensors", body)).Expect(201).Json.GetProperty("sensor").GetProperty("id").GetGuid();

        var answer = (await TryAsync(admin, $$"""{"sensor_id": "{{id}}", "sensor_port": {{camera.Port}}}""")).Expect(200);

        Assert.True(answer.Json.GetProperty("success").GetBoolean(), answer.Text);
        Assert.Contains($"Basic {Convert.ToBase64String("admin:hunter2"u8)}", seen, StringComparison.Ordinal);
        Assert.Equal(9, (await admin.GetAsync($"/api/sensors/{id}")).Json.GetProperty("sensor").GetProperty("sensor_port").GetInt32());
    }

    [Fact]
    public async Task The_networks_of_devices_hold_here_too_and_wrong_settings_are_named()
    {
        var admin = await silo.FoundOrganizationAsync();
        var store = await admin.CreateStoreAsync();

        var outside = (await TryAsync(admin, $$"""{"sensor_ip": "192.0.2.1", "sensor_port": 80, "store_id": "{{store}}", "config": {{Password}}}""")).Expect(400);
        Assert.Contains("outside the networks", outside.ErrorOf("sensor_ip"), StringComparison.Ordinal);
        var name = (await TryAsync(admin, $$"""{"sensor_ip": "device.invalid", "sensor_port": 80, "store_id": "{{store}}", "config": {{Password}}}""")).Expect(200);
        Assert.False(name.Json.GetProperty("success").GetBoolean());
        var wrong = (await TryAsync(admin, """{"sensor_port": 0, "colour": "red"}""")).Expect(400);
        Assert.NotEmpty(wrong.ErrorOf("sensor_ip") + wrong.ErrorOf("sensor_port") + wrong.ErrorOf("store_id") + wrong.ErrorOf("colour"));
    }

    [Fact]
    public async Task A_device_that_would_send_by_itself_is_not_contacted()
    {
        await using var device = new RawDevice(Camera.Answer);
        var admin = await silo.FoundOrganizationAsync();
        var store = await admin.CreateStoreAsync();

        var answer = (await TryAsync(
            admin, $$"""{"sensor_ip": "127.0.0.1", "sensor_port": {{device.Port}}, "store_id": "{{store}}", "config": {{Push}}}""")).Expect(200);

        Assert.Equal("not_polled", answer.Json.GetProperty("problem_code").GetString());
        Assert.Empty(device.Requests);
    }

    [Fact]
    public async Task An_organization_tries_four_at_once_and_no_more()
    {
        await using var silent = new RawDevice(_ => "");
        var admin = await silo.FoundOrganizationAsync();
        var store = await admin.CreateStoreAsync(timezone: "UTC");
        var body = $$"""{"sensor_ip": "127.0.0.1", "sensor_port": {{silent.Port}}, "store_id": "{{store}}", "config": {{Impatient}}}""";

        var running = Enumerable.Range(0, 5).Select(_ => TryAsync(admin, body)).ToList();
        var refused = await (await Task.WhenAny(running));

        Assert.Equal("rate_limited", refused.Expect(429).Json.GetProperty("code").GetString());
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal([200, 200, 200, 200, 429], (await Task.WhenAll(running)).Select(answer => answer.Status).Order());
    }

    private static Task<Answer> TryAsync(TestApi admin, string body) => admin.PostAsync("/api/sensors/test", body);
}
