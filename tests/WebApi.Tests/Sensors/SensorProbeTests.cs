using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using RetailOrleans.TestKit;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Sensors;

/// <summary>POST /api/sensors/{id}/test against devices on loopback.</summary>
public sealed class SensorProbeTests(SiloFixture silo)
{
    [Fact]
    public async Task A_camera_that_works_says_what_it_can_and_what_it_counts_now_and_nothing_is_stored()
    {
        await using var camera = new RawDevice(Camera.Answer);
        var (admin, id) = await RegisterAsync(camera.Port);

        var answer = (await TestAsync(admin, id)).Json;

        Assert.True(answer.GetProperty("success").GetBoolean(), answer.ToString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("problem").ValueKind);
        Assert.InRange(answer.GetProperty("response_time_ms").GetInt64(), 0, 60_000);
        Assert.Equal(
            ["people_counting", "real_time_status", "regional_counting", "heatmap", "space_heatmap", "vca_count"],
            answer.GetProperty("capabilities").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("127.0.0.1", answer.GetProperty("device").GetProperty("address").GetString());
        Assert.Equal("on", answer.GetProperty("device").GetProperty("details").GetProperty("counting").GetString());
        Assert.Equal("every day 00:00:00", answer.GetProperty("device").GetProperty("details").GetProperty("counter_reset").GetString());
        var data = answer.GetProperty("current_data");
        Assert.Equal(6, data.GetProperty("people_counting").GetProperty("line1_in").GetInt32());
        Assert.Equal(7, data.GetProperty("real_time_status").GetProperty("in_since_reset").GetInt32());
        Assert.Equal("visits", data.GetProperty("regional_counting").GetProperty("kind").GetString());
        Assert.Equal(0L, await silo.ScalarAsync("select count(*) from people_readings r join sensors s on s.key = r.sensor_key where s.id = $1", id));
    }

    [Theory]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n", "credentials_refused", "refused the sensor's credentials")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html>sign in</html>", "not_a_counter", "web page")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/login\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "redirected", "points to another address")]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "server_error", "restart the camera")]
    [InlineData(null, "unreachable", "can't be reached")]
    public async Task What_is_wrong_is_said_in_plain_words(string? raw, string code, string words)
    {
        await using var device = new RawDevice(_ => raw);
        var (admin, id) = await RegisterAsync(device.Port);

        var answer = await TestAsync(admin, id);

        Assert.False(answer.Json.GetProperty("success").GetBoolean());
        Assert.Equal(code, answer.Json.GetProperty("problem_code").GetString());
        Assert.Contains(words, answer.Json.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("current_data").ValueKind);
        Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_is_refused_and_a_silent_device_too_slow()
    {
        int closed;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            closed = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var (admin, id) = await RegisterAsync(closed);
        Assert.Contains("refused", (await TestAsync(admin, id)).Json.GetProperty("problem").GetString(), StringComparison.Ordinal);

        await using var silent = new RawDevice(_ => "");
        var (other, slow) = await RegisterAsync(silent.Port, timeoutSeconds: 1);
        var answer = (await TestAsync(other, slow)).Json;
        Assert.Equal("timed_out", answer.GetProperty("problem_code").GetString());
        Assert.Contains("within 1 s", answer.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_off_is_a_problem_of_a_device_that_counts()
    {
        await using var camera = new RawDevice(request => Camera.Answer(request, $"Date: {TimeProvider.System.GetUtcNow().AddMinutes(-62):R}\r\n"));
        var (admin, id) = await RegisterAsync(camera.Port);

        var answer = (await TestAsync(admin, id)).Json;

        Assert.True(answer.GetProperty("success").GetBoolean());
        Assert.Equal("clock_off", answer.GetProperty("problem_code").GetString());
        Assert.Matches("clock is off by 6[12] min: it is behind", answer.GetProperty("problem").GetString());
        Assert.InRange(answer.GetProperty("device").GetProperty("clock_offset_seconds").GetDouble(), -3_740, -3_600);
    }

    [Fact]
    public async Task A_camera_with_counting_switched_off_is_told_apart()
    {
        await using var camera = new RawDevice(request => request.Contains("get.vca.count", StringComparison.Ordinal) ? RawDevice.Ok("var count_enable='0';") : Camera.Answer(request));
        var (admin, id) = await RegisterAsync(camera.Port);

        var answer = (await TestAsync(admin, id)).Json;

        Assert.False(answer.GetProperty("success").GetBoolean());
        Assert.Equal("counting_off", answer.GetProperty("problem_code").GetString());
    }

    [Fact]
    public async Task A_sensor_that_pushes_is_not_contacted()
    {
        await using var device = new RawDevice(Camera.Answer);
        var admin = await silo.FoundOrganizationAsync();
        var sensor = await admin.CreateSensorAsync(await admin.CreateStoreAsync(), ip: "127.0.0.1", port: device.Port);

        var answer = (await TestAsync(admin, sensor.GetProperty("id").GetGuid())).Json;

        Assert.Equal("not_polled", answer.GetProperty("problem_code").GetString());
        Assert.Empty(device.Requests);
    }

    /// <summary>The guard of addresses asks at the connection: a name that leads elsewhere gets nowhere.</summary>
    [Fact]
    public async Task A_name_that_leads_out_of_the_allowed_networks_is_not_contacted()
    {
        var (admin, id) = await RegisterAsync(80, host: "device.invalid");

        var answer = (await TestAsync(admin, id)).Json;

        Assert.False(answer.GetProperty("success").GetBoolean());
        Assert.Contains("device.invalid", answer.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_needs_a_store_manager_of_the_sensor_s_own_organization()
    {
        var (admin, id) = await RegisterAsync(80, host: "device.invalid");
        var path = $"/api/sensors/{id}/test";

        (await (await admin.WithRoleAsync("analyst")).PostAsync(path, "")).Expect(403);
        (await (await silo.FoundOrganizationAsync()).PostAsync(path, "")).Expect(404);
        (await admin.PostAsync($"/api/sensors/{Guid.NewGuid()}/test", "")).Expect(404);
        (await silo.Api(null).PostAsync(path, "")).Expect(401);
    }

    private static async Task<Answer> TestAsync(TestApi admin, Guid id) => (await admin.PostAsync($"/api/sensors/{id}/test", "")).Expect(200);

    /// <summary>A sensor that is switched off, so that nobody but the test contacts its device.</summary>
    private async Task<(TestApi Admin, Guid Id)> RegisterAsync(int port, int timeoutSeconds = 10, string host = "127.0.0.1")
    {
        var admin = await silo.FoundOrganizationAsync();
        var config = string.Create(
            CultureInfo.InvariantCulture,
            $$$$"""{"connection": {"timeout_seconds": {{{{timeoutSeconds}}}}, "auth": {"type": "basic", "username": "admin", "password": "hunter2"}}}""");
        var body = TestApi.SensorBody(await admin.CreateStoreAsync(timezone: "UTC"), ip: host, port: port, config: config)
            .Replace("\"sensor_ip\"", "\"is_active\": false, \"sensor_ip\"", StringComparison.Ordinal);
        return (admin, (await admin.PostAsync("/api/sensors", body)).Expect(201).Json.GetProperty("sensor").GetProperty("id").GetGuid());
    }
}
