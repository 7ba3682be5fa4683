using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RetailOrleans.Connectors;
using RetailOrleans.TestKit;
using static RetailOrleans.Unit.Tests.Connectors.Logs;

namespace RetailOrleans.Unit.Tests.Connectors;

public sealed class MilesightConnectorTests
{
    private static readonly string People = RawDevice.Ok($"{Header}\n{Hour("2025/07/22", 9, 6, 1)}\n");

    private static readonly CollectionWindow LastHour = Window("2025-07-22T08:00:00Z", "2025-07-22T09:20:00Z");

    private readonly FakeTimeProvider _time = new(Today.To);

    [Fact]
    public async Task A_camera_that_answers_everything()
    {
        await using var camera = new RawDevice(request =>
            request.Contains("dw=vcalogcsv") ? People
            : request.Contains("alarmstatus") ? RawDevice.Ok("var current_in_count='7';var current_out_count='2';var counter_alarm_status='0';")
            : request.Contains("regional") ? RawDevice.Ok("StartTime,EndTime,region1,Sum\n2025/07/22 09:00:00,2025/07/22 09:59:59,3,3\n")
            : RawDevice.Ok("StartTime, EndTime, Value(s)\n2025-07-22 09:00:00,2025-07-22 09:59:59,12.5\n", $"Date: {Today.To.AddSeconds(90):R}\r\n"));
        var answer = await CollectAsync(Camera(camera.Port));
        Assert.Empty(answer.Faults);
        Assert.True(answer.Answered);
        Assert.Equal([6, 1], Assert.Single(answer.People).Counts.Take(2));
        Assert.Equal([3], Assert.Single(answer.Regions).Counts);
        Assert.Equal(12.5, Assert.Single(answer.Heat).Value);
        Assert.Equal(new LiveCounters(Today.To, 7, 2), answer.Counters);
        Assert.Equal(new AlarmObservation(Today.To, 0, 0, 0), answer.Alarm);
        Assert.Equal(TimeSpan.FromSeconds(90), answer.ClockOffset);
        Assert.All(camera.Requests, request => Assert.Contains("Authorization: Basic YWRtaW46c2VjcmV0", request));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html>sign in</html>", FaultKind.NotACounter, "web page")]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n", FaultKind.CredentialsRefused, "user name 'admin' or its password")]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", FaultKind.CredentialsRefused, "may not read")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", FaultKind.ServerError, "502 BadGateway")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", FaultKind.Redirected, "302")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", FaultKind.NotACounter, "404")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\nConnection: close\r\n\r\n", FaultKind.TooLarge, "2048 KiB")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\nStartTime, End", FaultKind.Truncated, "broke off")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nStart\r\n", FaultKind.Truncated, "broke off")]
    [InlineData("SSH-2.0-dropbear\r\n", FaultKind.NotACounter, "HTTP")]
    [InlineData(null, FaultKind.Unreachable, "without an answer")]
    public async Task A_fault_says_in_plain_words_what_is_wrong_and_gives_no_numbers(string? raw, FaultKind kind, string words)
    {
        await using var camera = new RawDevice(_ => raw);
        var answer = await CollectAsync(Camera(camera.Port));
        Assert.Equal(kind, answer.Faults[0].Kind);
        Assert.Equal("people_counting", answer.Faults[0].Endpoint);
        Assert.Contains(words, answer.Faults[0].Message);
        Assert.Contains($"127.0.0.1:{camera.Port}", answer.Faults[0].Message);
        Assert.DoesNotContain("secret", answer.Faults[0].Message);
        Assert.False(answer.Answered);
        Assert.Empty(answer.People);
    }

    [Fact]
    public async Task Half_a_line_gives_nothing_of_that_endpoint()
    {
        await using var camera = new RawDevice(_ => $"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{Header}\n{Hour("2025/07/22", 8, 6, 1)}\n2025/07/22 09:00:00,2025/07/22 09:5");
        var answer = await CollectAsync(Camera(camera.Port, regions: false, status: false, heat: false));
        Assert.Equal(FaultKind.Truncated, Assert.Single(answer.Faults).Kind);
        Assert.Empty(answer.People);
    }

    [Fact]
    public async Task A_401_ends_the_poll()
    {
        await using var camera = new RawDevice(_ => RawDevice.Status("401 Unauthorized"));
        Assert.Single((await CollectAsync(Camera(camera.Port))).Faults);
        Assert.Single(camera.Requests);
    }

    [Theory]
    [InlineData(true, null, 0)]
    [InlineData(true, "true", 1)]
    [InlineData(false, "true", 0)]
    public async Task A_picture_is_asked_for_when_it_is_time_and_its_absence_is_a_fault_where_one_is_expected(bool withPicture, string? expected, int faults)
    {
        await using var camera = new RawDevice(request => request.Contains("dw=vcalogcsv") ? People : RawDevice.Status("502 Bad Gateway"));
        var device = Camera(camera.Port, status: false, regions: false, heat: false);
        device = expected is null ? device : device with { Parameters = device.Parameters.Add("space_heatmap.enabled", expected) };
        var answer = await CollectAsync(device, LastHour with { WithPicture = withPicture });
        Assert.Equal(faults, answer.Faults.Length);
        Assert.Null(answer.SpaceHeat);
        Assert.Single(answer.People);
        Assert.Equal(withPicture ? 1 : 0, camera.Requests.Count(request => request.Contains("GET /dataloader.cgi?dw=spaceheatmap&sub_type=0&time_start=2025-07-22-00:00:00 ")));
    }

    [Fact]
    public async Task A_picture_is_of_the_camera_s_own_day()
    {
        await using var camera = new RawDevice(request => request.Contains("dw=vcalogcsv") ? People : RawDevice.Ok("""{"map_w": 2, "map_h": 1, "data": [{"x": 1, "y": 0, "value": 9}]}"""));
        var picture = (await CollectAsync(Camera(camera.Port, status: false, regions: false, heat: false), LastHour with { WithPicture = true })).SpaceHeat!;
        Assert.Equal((Utc("2025-07-21T23:00:00Z"), Utc("2025-07-22T23:00:00Z")), (picture.Start, picture.End));
        Assert.Equal([0, 9], picture.Values);
    }

    // It is 10:20 here, and the camera has counted in its hour from 13:00.
    [Fact]
    public async Task Traffic_in_hours_to_come_betrays_a_clock_or_a_zone_that_is_wrong_and_is_not_counted()
    {
        await using var camera = new RawDevice(_ => RawDevice.Ok($"{Header}\n{Hour("2025/07/22", 9, 6, 1)}\n{Hour("2025/07/22", 13, 5, 1)}\n{Hour("2025/07/22", 14, 0)}\n"));
        var answer = await CollectAsync(Camera(camera.Port, status: false, regions: false, heat: false));
        Assert.Single(answer.People);
        Assert.Equal(TimeSpan.FromMinutes(160), answer.ClockOffset);
    }

    // It is 10:20 here and 7:50 in the camera: what it says of eight and nine o'clock is yet to be counted.
    [Theory]
    [InlineData(-150, 1)]
    [InlineData(-1, 3)]
    [InlineData(0, 3)]
    public async Task Zeros_beyond_a_cameras_own_clock_count_nobody(int minutesOff, int rows)
    {
        await using var camera = new RawDevice(_ => RawDevice.Ok(
            $"{Header}\n{Hour("2025/07/22", 7, 6, 1)}\n{Hour("2025/07/22", 8, 0)}\n{Hour("2025/07/22", 9, 0)}\n", $"Date: {Today.To.AddMinutes(minutesOff):R}\r\n"));
        var answer = await CollectAsync(Camera(camera.Port, status: false, regions: false, heat: false), Window("2025-07-22T05:00:00Z", "2025-07-22T09:20:00Z"));
        Assert.Equal(rows, answer.People.Length);
    }

    [Fact]
    public async Task A_window_of_the_past_says_nothing_of_the_clock()
    {
        await using var camera = new RawDevice(_ => RawDevice.Ok($"{Header}\n{Hour("2025/07/21", 9, 6, 1)}\n{Hour("2025/07/21", 13, 5, 1)}\n"));
        var answer = await CollectAsync(Camera(camera.Port, status: false, regions: false, heat: false), Window("2025-07-21T08:00:00Z", "2025-07-21T10:00:00Z"));
        Assert.Single(answer.People);
        Assert.Null(answer.ClockOffset);
    }

    [Fact]
    public async Task A_probe_asks_everything_whatever_the_sensor_wants()
    {
        await using var camera = new RawDevice(request => request.Contains("dw=vcalogcsv") ? People : RawDevice.Status("404 Not Found"));
        await using var services = Services();
        var probe = await Milesight(services).ProbeAsync(Camera(camera.Port, status: false, regions: false, heat: false), LastHour, TestContext.Current.CancellationToken);
        Assert.True(probe.Counts);
        Assert.Null(probe.Problem);
        Assert.Equal(["people_counting"], probe.Answer.Endpoints);
        Assert.Contains(camera.Requests, request => request.Contains("get.vca.count"));
    }

    [Fact]
    public async Task A_fault_of_the_heat_map_does_not_spoil_the_counts()
    {
        await using var camera = new RawDevice(request => request.Contains("dw=vcalogcsv") ? People : RawDevice.Status("502 Bad Gateway"));
        var answer = await CollectAsync(Camera(camera.Port, status: false));
        Assert.True(answer.Answered);
        Assert.Single(answer.People);
        Assert.Equal(["regional_counting", "heatmap"], answer.Faults.Select(fault => fault.Endpoint));
    }

    [Fact]
    public async Task A_camera_that_says_nothing_is_timed_out_once()
    {
        await using var camera = new RawDevice(_ => "");
        var polling = CollectAsync(Camera(camera.Port));
        await camera.Silent.Task;
        _time.Advance(TimeSpan.FromSeconds(6));
        var fault = Assert.Single((await polling).Faults);
        Assert.Equal(FaultKind.TimedOut, fault.Kind);
        Assert.Contains("within 5 s", fault.Message);
        Assert.Single(camera.Requests);
    }

    [Fact]
    public async Task A_cancelled_poll_is_cancelled()
    {
        await using var camera = new RawDevice(_ => "");
        using var cancel = new CancellationTokenSource();
        var polling = PollAsync(Camera(camera.Port), LastHour, cancel.Token);
        await camera.Silent.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => polling);
    }

    [Fact]
    public async Task A_closed_port_is_unreachable()
    {
        int port;
        await using (var camera = new RawDevice(_ => null))
        {
            port = camera.Port;
        }

        var fault = Assert.Single((await CollectAsync(Camera(port))).Faults);
        Assert.Equal(FaultKind.Unreachable, fault.Kind);
        Assert.Contains("refused", fault.Message);
    }

    [Theory]
    [InlineData("digest", 1)]
    [InlineData("basic", 1)]
    public async Task A_digest_challenge_is_answered_also_when_basic_is_configured(string type, int challenges)
    {
        await using var camera = new RawDevice(request => request.Contains("Authorization: Digest")
            ? People
            : RawDevice.Status("401 Unauthorized", "WWW-Authenticate: Digest realm=\"cam\", nonce=\"abc\", qop=\"auth\", algorithm=SHA-256\r\n"));
        var answer = await CollectAsync(Camera(camera.Port, status: false, regions: false, heat: false, auth: new DeviceAuth(type, "admin", "secret")), Window("2025-07-20T23:00:00Z", "2025-07-22T09:20:00Z"));
        Assert.Empty(answer.Faults);
        Assert.Single(answer.People);
        // The second date goes without a new challenge, by the next count of the same nonce.
        Assert.Equal(challenges + 2, camera.Requests.Length);
        Assert.Contains("nc=00000001", camera.Requests[1]);
        Assert.Contains("nc=00000002", camera.Requests[2]);
        Assert.Equal(type == "basic", camera.Requests[0].Contains("Authorization: Basic"));
    }

    [Fact]
    public async Task A_wrong_digest_password_is_refused_after_one_try()
    {
        await using var camera = new RawDevice(_ => RawDevice.Status("401 Unauthorized", "WWW-Authenticate: Digest realm=\"cam\", nonce=\"abc\", qop=\"auth\"\r\n"));
        var answer = await CollectAsync(Camera(camera.Port, auth: new DeviceAuth("digest", "admin", "secret")));
        Assert.Equal(FaultKind.CredentialsRefused, Assert.Single(answer.Faults).Kind);
        Assert.Equal(2, camera.Requests.Length);
    }

    [Fact]
    public async Task Digest_never_falls_back_to_basic()
    {
        await using var camera = new RawDevice(_ => RawDevice.Status("401 Unauthorized", "WWW-Authenticate: Basic realm=\"cam\"\r\n"));
        var answer = await CollectAsync(Camera(camera.Port, auth: new DeviceAuth("digest", "admin", "secret")));
        Assert.Contains("basic authentication only", Assert.Single(answer.Faults).Message);
        Assert.DoesNotContain(camera.Requests, request => request.Contains("Authorization"));
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        await using var camera = new RawDevice(_ => "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + new string('1', 3_000_000));
        Assert.Equal(FaultKind.TooLarge, (await CollectAsync(Camera(camera.Port, status: false, regions: false, heat: false))).Faults[0].Kind);
    }

    [Fact]
    public async Task An_endpoint_can_be_switched_off()
    {
        await using var camera = new RawDevice(_ => People);
        _ = await CollectAsync(Camera(camera.Port, status: false, regions: false, heat: false));
        Assert.Single(camera.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1/x?y", 80, "http", Zone, "basic", "not an address")]
    [InlineData("user@127.0.0.1", 80, "http", Zone, "basic", "not an address")]
    [InlineData("127.0.0.1", 0, "http", Zone, "basic", "not an address")]
    [InlineData("127.0.0.1", 80, "ftp", Zone, "basic", "not an address")]
    [InlineData("127.0.0.1", 80, "http", "Lisbon", "basic", "time zone 'Lisbon'")]
    [InlineData("127.0.0.1", 80, "http", Zone, "ntlm", "'ntlm'")]
    [InlineData("203.0.113.1", 80, "http", Zone, "basic", "Devices:AllowedNetworks")]
    public async Task Settings_that_can_t_work_are_said_and_nothing_is_sent(string host, int port, string protocol, string zone, string auth, string words)
    {
        var device = new Device(host, port, zone, new DeviceConnection(protocol, true, TimeSpan.FromSeconds(5), new DeviceAuth(auth, "admin", "secret")), ImmutableDictionary<string, string>.Empty, true, true, 4, 4);
        var fault = Assert.Single((await CollectAsync(device)).Faults);
        Assert.Equal(FaultKind.Misconfigured, fault.Kind);
        Assert.Contains(words, fault.Message);
    }

    [Fact]
    public async Task A_port_within_the_host_wins()
    {
        await using var camera = new RawDevice(_ => People);
        var answer = await CollectAsync(Camera(camera.Port, status: false, regions: false, heat: false) with { Host = $"127.0.0.1:{camera.Port}", Port = 1 });
        Assert.Single(answer.People);
    }

    [Fact]
    public void The_catalog_knows_its_types()
    {
        using var services = Services();
        var catalog = services.GetRequiredService<ConnectorCatalog>();
        Assert.Equal(["generic", "milesight_people_counter", "omnia"], catalog.SensorTypes);
        Assert.True(catalog.TryGet("milesight_people_counter", out _));
        Assert.False(catalog.TryGet("other", out _));
    }

    private static Device Camera(int port, bool regions = true, bool status = true, bool heat = true, DeviceAuth? auth = null) =>
        new(
            "127.0.0.1",
            port,
            Zone,
            new DeviceConnection("http", true, TimeSpan.FromSeconds(5), auth ?? new DeviceAuth("basic", "admin", "secret")),
            ImmutableDictionary<string, string>.Empty.Add("heatmap.enabled", heat ? "true" : "false"),
            regions,
            status,
            4,
            4);

    private static IDeviceConnector Milesight(ServiceProvider services) =>
        services.GetServices<IDeviceConnector>().Single(connector => connector.SensorType == "milesight_people_counter");

    private ServiceProvider Services() => new ServiceCollection()
        .AddSingleton<TimeProvider>(_time)
        .AddConnectors()
        .BuildServiceProvider();

    private Task<DeviceAnswer> CollectAsync(Device device, CollectionWindow? window = null) =>
        PollAsync(device, window ?? LastHour, TestContext.Current.CancellationToken);

    private async Task<DeviceAnswer> PollAsync(Device device, CollectionWindow window, CancellationToken cancellationToken)
    {
        await using var services = Services();
        return await Milesight(services).CollectAsync(device, window, cancellationToken);
    }
}
