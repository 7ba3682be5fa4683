using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RetailOrleans.Connectors;
using RetailOrleans.Connectors.Generic;
using RetailOrleans.TestKit;
using static RetailOrleans.Unit.Tests.Connectors.Logs;

namespace RetailOrleans.Unit.Tests.Connectors;

public sealed class GenericConnectorTests
{
    private static readonly CollectionWindow LastHours = Window("2025-07-22T07:00:00Z", "2025-07-22T09:20:00Z");

    private readonly FakeTimeProvider _time = new(Today.To);

    [Fact]
    public async Task Json_by_paths_with_times_in_the_query()
    {
        await using var counter = new RawDevice(_ => RawDevice.Ok(
            """{"ok": true, "data": {"items": [{"t": "2025-07-22T10:00:00+02:00", "e": "2025-07-22T11:00:00+02:00", "doors": [{"in": 6, "out": 1}, {"in": 2, "out": 0}]}]}}"""));
        var answer = await CollectAsync(Device(
            counter.Port,
            [("people_counting", "/api/counts?from={start_utc}&to={end_unix}&day={start:yyyyMMdd}"), ("people_counting.rows", "$.data.items[*]"), ("people_counting.key", "a b")],
            new("t", "timestamp"), new("e", "end_time"), new("doors[0].in", "line1_in"), new("doors[0].out", "line1_out"), new("doors[1].in", "line2_in"), new("doors[1].out", "line2_out")));

        Assert.Empty(answer.Faults);
        var row = Assert.Single(answer.People);
        Assert.Equal((Utc("2025-07-22T08:00:00Z"), Utc("2025-07-22T09:00:00Z")), (row.Start, row.End));
        Assert.Equal([6, 1, 2, 0], row.Counts);
        Assert.StartsWith("GET /api/counts?from=2025-07-22T07:00:00Z&to=1753176000&day=20250722&key=a%20b HTTP/1.1", Assert.Single(counter.Requests));
    }

    [Fact]
    public async Task Csv_by_column_names_in_the_device_s_own_clock()
    {
        await using var counter = new RawDevice(_ => RawDevice.Ok("Datum;Uhrzeit;\"Eingang; Nord\";Ausgang\r\n22.07.2025;10:00:00;6;1\r\n22.07.2025;11:00:00;0;0\r\n"));
        var answer = await CollectAsync(Device(
            counter.Port,
            [("people_counting.path", "/export.csv?from={start:%d.%m.%Y}"), ("people_counting.delimiter", ";"), ("people_counting.interval_minutes", "60")],
            new("Datum", "date", "timestamp", "dd.MM.yyyy"), new("Uhrzeit", "time", "timestamp", "%H:%M:%S"), new("Eingang; Nord", "line1_in", "integer"), new("AUSGANG", "line1_out", "integer"))
            with { ZoneId = "Europe/Berlin" });

        Assert.Empty(answer.Faults);
        Assert.Equal([Utc("2025-07-22T08:00:00Z"), Utc("2025-07-22T09:00:00Z")], answer.People.Select(row => row.Start));
        Assert.Equal([6, 1], answer.People[0].Counts);
        Assert.Contains("GET /export.csv?from=22.07.2025 ", counter.Requests[0]);
    }

    [Fact]
    public async Task Several_endpoints_and_what_one_lacks_does_not_spoil_the_others()
    {
        await using var counter = new RawDevice(request =>
            request.Contains("/people") ? RawDevice.Ok("""[{"timestamp": 1753171200, "end_time": 1753174800, "line1_in": 4, "line1_out": 0}]""")
            : request.Contains("/zones") ? RawDevice.Ok("""[{"timestamp": 1753171200000, "end_time": 1753174800000, "region1_count": 3}]""")
            : request.Contains("/heat") ? RawDevice.Status("502 Bad Gateway")
            : RawDevice.Ok("""{"counter_alarm_status": 5}"""));
        var answer = await CollectAsync(Device(
            counter.Port,
            [("people_counting.path", "/people"), ("regional_counting.path", "/zones"), ("heatmap.path", "/heat"), ("real_time_status.path", "/state")]));

        Assert.Equal([4, 0], Assert.Single(answer.People).Counts);
        Assert.Equal(RegionKind.Occupancy, Assert.Single(answer.Regions).Kind);
        Assert.Equal(5, answer.Alarm?.CounterStatus);
        Assert.Equal("heatmap", Assert.Single(answer.Faults).Endpoint);
        Assert.Equal(["people_counting", "regional_counting", "real_time_status"], answer.Endpoints);
    }

    [Fact]
    public async Task Omnia_is_a_preset_of_it()
    {
        await using var counter = new RawDevice(_ => RawDevice.Ok("""[{"timestamp": "2025-07-22T08:00:00Z", "end_time": "2025-07-22T08:05:00Z", "line1_in": 10, "line1_out": 8}]"""));
        var answer = await CollectAsync(Device(counter.Port, []), "omnia");
        Assert.Equal([10, 8], Assert.Single(answer.People).Counts);
        Assert.Contains("GET /api/people_counting?start=2025-07-22T07:00:00Z&end=2025-07-22T09:20:00Z ", counter.Requests[0]);
    }

    [Theory]
    [InlineData("people_counting.path", "http://192.0.2.1/x", "path on the device")]
    [InlineData("people_counting.path", "//192.0.2.1/x", "path on the device")]
    [InlineData("people_counting.path", "/x?{nonsense}", "{nonsense}")]
    [InlineData("people_counting.path", "/x?{start:%Q}", "no pattern of times")]
    [InlineData("people_counting.format", "xml", "json or csv")]
    [InlineData("people_counting.rows", "$..x", "rows")]
    [InlineData("people_counting.interval_minutes", "0", "interval_minutes")]
    [InlineData("people_counting.enabled", "false", "what to ask")]
    public async Task Settings_that_can_t_work_are_said_and_nothing_is_sent(string key, string value, string words)
    {
        await using var counter = new RawDevice(_ => RawDevice.Ok("[]"));
        var device = Device(counter.Port, [("people_counting.path", "/x")]);
        var fault = Assert.Single((await CollectAsync(device with { Parameters = device.Parameters.SetItem(key, value) })).Faults);
        Assert.Equal(FaultKind.Misconfigured, fault.Kind);
        Assert.Contains(words, fault.Message);
        Assert.Empty(counter.Requests);
    }

    [Theory]
    [InlineData("a", "line99_in", null, "no target")]
    [InlineData("a[", "line1_in", null, "no path")]
    [InlineData("a", "timestamp", "%Q", "no pattern")]
    public async Task Fields_that_can_t_work_are_said(string source, string target, string? format, string words)
    {
        var fault = Assert.Single((await CollectAsync(Device(1, [("people_counting.path", "/x")], new DeviceField(source, target, null, format)))).Faults);
        Assert.Equal(FaultKind.Misconfigured, fault.Kind);
        Assert.Contains(words, fault.Message);
    }

    [Theory]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", FaultKind.CredentialsRefused)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html>", FaultKind.NotACounter)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[{\"timestamp\": \"2025-07-22T08:00:00Z\", \"line1_in\": 1", FaultKind.Truncated)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[{\"timestamp\": \"2025-07-22T08:00:00Z\", \"line1_in\": -1}]", FaultKind.NotACounter)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[{\"timestamp\": \"yesterday\", \"line1_in\": 1}]", FaultKind.NotACounter)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[{\"timestamp\": \"2025-07-22T08:00:00Z\"}]", FaultKind.NotACounter)]
    [InlineData(null, FaultKind.Unreachable)]
    public async Task A_fault_is_said_and_gives_no_numbers(string? raw, FaultKind kind)
    {
        await using var counter = new RawDevice(_ => raw);
        var answer = await CollectAsync(Device(counter.Port, [("people_counting.path", "/x")]));
        var fault = Assert.Single(answer.Faults);
        Assert.Equal(kind, fault.Kind);
        Assert.Contains("device", fault.Message);
        Assert.Empty(answer.People);
        Assert.False(answer.Answered);
    }

    [Fact]
    public async Task A_field_that_the_device_does_not_give_is_no_zero()
    {
        await using var counter = new RawDevice(_ => RawDevice.Ok("""[{"t": "2025-07-22T08:00:00Z", "in": 6}]"""));
        var answer = await CollectAsync(Device(counter.Port, [("people_counting.path", "/x")], new("t", "timestamp"), new("in", "line1_in"), new("out", "line1_out")));
        Assert.Contains("'out'", Assert.Single(answer.Faults).Message);
        Assert.Empty(answer.People);
    }

    [Theory]
    // Lisbon's hour from 1:00 comes twice on 26 October; on 30 March it does not come at all; India is half an hour off.
    [InlineData("Europe/Lisbon", "2025-10-26 00:00:00|2025-10-26 01:00:00|2025-10-26 01:00:00|2025-10-26 02:00:00", "2025-10-25T23:00|2025-10-26T00:00|2025-10-26T01:00|2025-10-26T02:00")]
    [InlineData("Europe/Lisbon", "2025-03-30 00:00:00|2025-03-30 01:00:00|2025-03-30 02:00:00", "2025-03-30T00:00|2025-03-30T01:00")]
    [InlineData("Asia/Kolkata", "2025-07-22 10:00:00|2025-07-22 11:00:00", "2025-07-22T04:30|2025-07-22T05:30")]
    public void Days_on_which_clocks_change(string zone, string local, string utc)
    {
        var body = Encoding.UTF8.GetBytes("timestamp,line1_in\n" + string.Concat(local.Split('|').Select(time => $"{time},1\n")));
        var endpoint = GenericEndpoint.Of("people_counting", ImmutableDictionary<string, string>.Empty.Add("people_counting", "/x")).Endpoint!;
        var fields = GenericField.Of(Device(1, [])).Fields;
        var parsed = GenericAnswer.Parse(body, endpoint, fields, zone, Window("2025-01-01T00:00:00Z", "2025-12-01T00:00:00Z"));
        Assert.Equal(utc.Split('|'), parsed.Value!.People.Select(row => row.Start.ToString("yyyy-MM-ddTHH:mm")));
        Assert.All(parsed.Value.People, row => Assert.Equal(TimeSpan.FromHours(1), row.End - row.Start));
    }

    internal static Device Device(int port, (string Key, string Value)[] parameters, params DeviceField[] fields) => new(
        "127.0.0.1", port, Zone, new DeviceConnection("http", true, TimeSpan.FromSeconds(5), DeviceAuth.None),
        parameters.ToImmutableDictionary(p => p.Key, p => p.Value), true, true, 4, 4) { Fields = [.. fields] };

    private async Task<DeviceAnswer> CollectAsync(Device device, string type = "generic")
    {
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(_time).AddConnectors().BuildServiceProvider();
        Assert.True(services.GetRequiredService<ConnectorCatalog>().TryGet(type, out var connector));
        return await connector.CollectAsync(device, LastHours, TestContext.Current.CancellationToken);
    }
}
