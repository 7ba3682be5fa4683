using System.Text;
using FsCheck.Xunit;
using RetailOrleans.Connectors;
using RetailOrleans.Connectors.Milesight;
using static RetailOrleans.Unit.Tests.Connectors.Logs;

namespace RetailOrleans.Unit.Tests.Connectors;

public sealed class MilesightPushTests : ParserContract
{
    private const string Nested =
        """
        {"device_info": {"device_name": "Door A", "device_sn": "6000000000000001", "ip_address": "192.0.2.10", "running_time": 141},
         "line_periodic_data": [{"line": 1, "line_name": "Entrance", "line_uuid": "a", "total": {"in": 3, "out": 2}, "group": {"in": 1, "out": 0}}, {"line": 2, "total": {"in": 0, "out": 5}}],
         "line_total_data": [{"line": 1, "total": {"in_counted": 120, "out_counted": 118, "capacity_counted": -2}}],
         "region_data": {"dwell_time_data": [{"avg_dwell_time": 30500, "region": 1}], "region_count_data": [{"total": {"current_total": 4}, "region": 2, "region_name": "Queue"}]},
         "time_info": {"start_time": "2025-07-22T10:00:00+02:00", "end_time": "2025-07-22T10:01:00+02:00", "time_zone": "UTC+2:00 Berlin", "enable_dst": false}}
        """;

    private static readonly MilesightPush Push = new();

    protected override byte[] Good => Encoding.UTF8.GetBytes(Nested);

    protected override Outcome Parse(byte[] body)
    {
        var report = Push.Read(Message(body), Zone);
        return Outcome.Of(
            report.People.Select(row => $"{row.Start:u} {string.Join(',', row.Counts)}").Concat(report.Regions.Select(row => $"{row.Start:u} {string.Join(',', row.Counts)}")),
            // A page is no report; it is heard and tells nothing.
            report.Problem ?? (report.People.IsEmpty && body.Length > 0 && body[0] == '<' ? "nothing in it" : null));
    }

    [Fact]
    public void A_periodic_report_gives_its_interval_once_and_says_what_would_count_twice()
    {
        var report = Push.Read(Message(Nested), null);
        Assert.Null(report.Problem);
        var row = Assert.Single(report.People);
        Assert.Equal((Utc("2025-07-22T08:00:00Z"), Utc("2025-07-22T08:01:00Z")), (row.Start, row.End));
        Assert.Equal([3, 2, 0, 5], row.Counts);
        var region = Assert.Single(report.Regions);
        Assert.Equal(RegionKind.Occupancy, region.Kind);
        Assert.Equal([0, 4], region.Counts);
        Assert.StartsWith("line_total_data", Assert.Single(report.Ignored));
        Assert.Equal("6000000000000001", Push.Identify(Message(Nested)).Serial);
    }

    [Fact]
    public void The_flat_layout_and_utc_written_as_minus_zero()
    {
        var row = Assert.Single(Push.Read(
            Message("""{"line_periodic_data": [{"line": 1, "in": 3, "out": 2}], "time_info": {"start_time": "2025-07-22T08:00:00-00:00", "end_time": "2025-07-22T08:01:00-00:00"}}"""), null).People);
        Assert.Equal(Utc("2025-07-22T08:00:00Z"), row.Start);
        Assert.Equal([3, 2], row.Counts);
    }

    [Fact]
    public void A_trigger_report_is_heard_and_not_counted()
    {
        var report = Push.Read(Message("""{"device_info": {"device_sn": "6"}, "line_trigger_data": [{"line": 1, "total": {"in": 1, "out": 0}}], "time_info": {"time": "2025-07-22T10:00:00+02:00"}}"""), null);
        Assert.Null(report.Problem);
        Assert.Empty(report.People);
        Assert.Single(report.Ignored);
    }

    [Theory]
    [InlineData("UTC+8:00", "false", "2025-07-22T01:00:00Z")]
    [InlineData("UTC+8:00", "true", "2025-07-22T00:00:00Z")]
    [InlineData("UTC-3:30 St. John's", "false", "2025-07-22T12:30:00Z")]
    public void The_vs121_writes_its_own_clock_and_its_offset_beside(string timezone, string dst, string start)
    {
        var report = Push.Read(
            Message($$$$"""
                {"event": "Region People Counting", "report_type": "interval", "device_info": {"device_sn": "7"},
                 "time_info": {"timezone": "{{{{timezone}}}}", "dst_status": {{{{dst}}}}, "start_time": "2025/07/22 09:00:00", "end_time": "2025/07/22 09:05:00"},
                 "current_total": 3, "numbering_regions": [1, 3], "current_counted": [2, 1], "in_counted": 9, "out_counted": 4, "snapshot": "aGVsbG8="}
                """),
            null);
        Assert.Null(report.Problem);
        Assert.Equal([2, 0, 1], Assert.Single(report.Regions).Counts);
        var row = Assert.Single(report.People);
        Assert.Equal([9, 4], row.Counts);
        Assert.Equal(Utc(start), row.Start);
    }

    [Fact]
    public void A_clock_without_an_offset_needs_the_sensor_s_zone()
    {
        var message = Message("""{"report_type": "interval", "in_counted": 1, "out_counted": 0, "time_info": {"start_time": "2025/07/22 09:00:00", "end_time": "2025/07/22 09:05:00"}}""");
        Assert.True(Push.Read(message, null).NeedsZone);
        Assert.Equal(Utc("2025-07-22T08:00:00Z"), Assert.Single(Push.Read(message, Zone).People).Start);
    }

    // A camera's notification, whatever its form; the content type is not even looked at.
    [Theory]
    [InlineData("counter_alarm_status=1&current_counter_alarm=5&region_exit_alarm_status=1", "")]
    [InlineData("", "counter_alarm_status=1&current_counter_alarm=5&region_exit_alarm_status=1")]
    [InlineData("", """{"counter_alarm_status": 1, "current_counter_alarm": "5", "region_exit_alarm_status": true}""")]
    [InlineData("", "var counter_alarm_status='1';var current_counter_alarm='5';\nvar region_exit_alarm_status='1';")]
    [InlineData("region_exit_alarm_status=1", "counter_alarm_status=1\ncurrent_counter_alarm=5\n")]
    public void An_alarm_in_every_form(string query, string body)
    {
        var report = Push.Read(Message(body, query), null);
        Assert.Null(report.Problem);
        Assert.Equal(new AlarmObservation(Today.To, 5, 0, 1), report.Alarm);
    }

    [Fact]
    public void Counts_in_the_contract_s_words_whoever_wrote_the_address()
    {
        var message = Message("", "timestamp=2025-07-22 09:00:00&end_time=2025-07-22 09:05:00&line1_in=4&line1_out=1&sensor_id=6f9619ff-8b86-d011-b42d-00c04fc964ff");
        Assert.True(Push.Read(message, null).NeedsZone);
        Assert.Equal([4, 1], Assert.Single(Push.Read(message, Zone).People).Counts);
        Assert.Equal(new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff"), Push.Identify(message).SensorId);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"test": {"connection": true}}""")]
    public void A_connection_test_is_heard(string body)
    {
        var report = Push.Read(Message(body), Zone);
        Assert.Null(report.Problem);
        Assert.Empty(report.People);
    }

    [Theory]
    [InlineData("""{"line_periodic_data": [{"line": 1, "in": 3, "out": 2}]}""", "time_info")]
    [InlineData("""{"line_periodic_data": [{"line": 17, "in": 3, "out": 2}], "time_info": {"start_time": "2025-07-22T08:00:00Z", "end_time": "2025-07-22T08:01:00Z"}}""", "1 to 16")]
    [InlineData("""{"line_periodic_data": [{"line": 1, "in": -3, "out": 2}], "time_info": {"start_time": "2025-07-22T08:00:00Z", "end_time": "2025-07-22T08:01:00Z"}}""", "at least 0")]
    [InlineData("""{"line_periodic_data": [{"line": 1, "in": 3, "out": 2}], "time_info": {"start_time": "soon", "end_time": "later"}}""", "no interval")]
    [InlineData("""{"line_periodic_data": [{"line": 1""", "no complete JSON")]
    [InlineData("[1, 2]", "JSON object")]
    public void What_can_t_be_used_is_said(string body, string words)
    {
        var report = Push.Read(Message(body), Zone);
        Assert.Contains(words, report.Problem);
        Assert.Empty(report.People);
    }

    [Property(MaxTest = 300)]
    public void Nothing_throws_whatever_is_in_the_query(string? name, string? value, byte[] body)
    {
        var message = new PushMessage([KeyValuePair.Create(name ?? "", value ?? "")], body, Today.To);
        _ = Push.Identify(message);
        _ = Push.Read(message, Zone);
    }

    private static PushMessage Message(string body, string query = "") => Message(Encoding.UTF8.GetBytes(body), query);

    private static PushMessage Message(byte[] body, string query = "") => new(
        [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => KeyValuePair.Create(pair[0], pair[1]))], body, Today.To);
}
