using System.Text;
using FsCheck.Xunit;
using RetailOrleans.Connectors;
using RetailOrleans.Connectors.Milesight;
using static RetailOrleans.Unit.Tests.Connectors.Logs;

namespace RetailOrleans.Unit.Tests.Connectors;

public sealed class MilesightLogsTests
{
    [Theory]
    [InlineData("StartTime, EndTime, region1, region2, region3, region4, Sum")]
    [InlineData("StartTime,EndTime,Region1,Region2,Region3,Region4,Sum")]
    [InlineData("StartTime,EndTime,Region 1,REGION 2,region 3,region4,Sum")]
    public void Regions_are_visits_by_name(string header)
    {
        var row = Assert.Single(MilesightRegionLog.Parse(Bytes(header, "2025/07/22 09:00:00,2025/07/22 09:59:59,201,635,703,3,1542"), Zone, Today, 0).Value);
        Assert.Equal(RegionKind.Visits, row.Kind);
        Assert.Equal([201, 635, 703, 3], row.Counts);
        Assert.Equal(Utc("2025-07-22T08:00:00Z"), row.Start);
    }

    [Fact]
    public void Regions_that_are_all_zero_are_data() =>
        Assert.Single(MilesightRegionLog.Parse(Bytes("StartTime,EndTime,region1,Sum", "2025/07/22 04:00:00,2025/07/22 04:59:59,0,0"), Zone, Today, 0).Value);

    [Fact]
    public void Only_the_wanted_regions_are_read() =>
        Assert.Equal([1, 2], Assert.Single(MilesightRegionLog.Parse(Bytes("StartTime,EndTime,region1,region2,region3,Sum", "2025/07/22 04:00:00,2025/07/22 04:59:59,1,2,3,6"), Zone, Today, 2).Value).Counts);

    [Theory]
    [InlineData("StartTime, EndTime, Value(s)", "7055", 7055)]
    [InlineData("StartTime, EndTime, Value", "26390", 26390)]
    [InlineData("StartTime,EndTime,value (s)", "705.5", 705.5)]
    public void Heat_has_dashes_in_dates_and_decimal_values(string header, string cell, double value)
    {
        var row = Assert.Single(MilesightHeatLog.Parse(Bytes(header, $"2025-07-22 09:00:00,2025-07-22 09:59:59,{cell}"), Zone, Today).Value);
        Assert.Equal(value, row.Value);
        Assert.Equal(Utc("2025-07-22T08:00:00Z"), row.Start);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1e400")]
    [InlineData("")]
    [InlineData("7,055")]
    public void Heat_that_is_no_number_is_refused(string cell) =>
        Assert.NotNull(MilesightHeatLog.Parse(Bytes("StartTime,EndTime,Value(s)", $"2025-07-22 09:00:00,2025-07-22 09:59:59,{cell}"), Zone, Today).Rejection);

    [Theory]
    [InlineData("var counter_alarm_status='1';\nvar current_in_count='2722';\nvar current_out_count='1008';\nvar current_capacity_count='1714';\nvar current_sum_count='3730';\nvar current_counter_alarm='0';\n")]
    [InlineData("var counter_alarm_status='1';var current_in_count='2722';var current_out_count='1008';")]
    [InlineData("var counter_alarm_status = \"1\" ; var current_in_count = \"2722\" ; var startX[0]='1';var current_out_count=\"1008\";")]
    [InlineData("counter_alarm_status=1\r\ncurrent_in_count=2722\r\ncurrent_out_count=1008\r\n")]
    public void Alarm_status_in_every_spelling(string body)
    {
        var status = MilesightAlarmStatus.Parse(Encoding.UTF8.GetBytes(body), Today.To).Value;
        Assert.Equal(new LiveCounters(Today.To, 2722, 1008), status?.Counters);
        Assert.Equal(new AlarmObservation(Today.To, 1, 0, 0), status?.Alarm);
    }

    [Fact]
    public void The_counter_alarm_is_the_mask_of_thresholds_when_there_is_one()
    {
        var status = MilesightAlarmStatus.Parse("var region_entrance_alarm_status='1';var region_exit_alarm_status='0';var counter_alarm_status='1';var current_counter_alarm='5';"u8, Today.To).Value;
        Assert.Equal(new AlarmObservation(Today.To, 5, 1, 0), status?.Alarm);
        Assert.Null(status?.Counters);
    }

    [Theory]
    [InlineData("<html>", FaultKind.NotACounter)]
    [InlineData("not found", FaultKind.NotACounter)]
    [InlineData("var other='1';", FaultKind.NotACounter)]
    [InlineData("var current_in_count='x';var current_out_count='1';", FaultKind.NotACounter)]
    [InlineData("var current_in_count='2722';var current_out_count='10", FaultKind.Truncated)]
    [InlineData("var current_in_count='2722';var current_out_count='10'", FaultKind.Truncated)]
    [InlineData("var current_in_count='2722';var current_o", FaultKind.Truncated)]
    public void An_alarm_status_that_is_none_is_refused(string body, FaultKind kind) =>
        Assert.Equal(kind, MilesightAlarmStatus.Parse(Encoding.UTF8.GetBytes(body), Today.To).Rejection?.Kind);

    [Fact]
    public void An_empty_alarm_status_says_nothing() =>
        Assert.Equal(new MilesightStatus(null, null), MilesightAlarmStatus.Parse("\r\n"u8, Today.To).Value);

    [Property(MaxTest = 300)]
    public void Garbage_never_throws(byte[] garbage, string? text)
    {
        foreach (var body in new[] { garbage, Encoding.UTF8.GetBytes("StartTime,EndTime,Value(s)\n" + text), Encoding.UTF8.GetBytes("var current_in_count=" + text) })
        {
            var (regions, heat, status) = (MilesightRegionLog.Parse(body, Zone, Today, 0), MilesightHeatLog.Parse(body, Zone, Today), MilesightAlarmStatus.Parse(body, Today.To));
            Assert.NotEqual(regions.Value.IsDefault, regions.Rejection is null);
            Assert.NotEqual(heat.Value.IsDefault, heat.Rejection is null);
            Assert.NotEqual(status.Value is null, status.Rejection is null);
        }
    }
}
