using System.Text;
using FsCheck.Xunit;
using RetailOrleans.Connectors;
using RetailOrleans.Connectors.Milesight;
using static RetailOrleans.Unit.Tests.Connectors.Logs;

namespace RetailOrleans.Unit.Tests.Connectors;

public sealed class MilesightPeopleLogTests
{
    [Fact]
    public void The_real_row_of_a_corridor_camera()
    {
        var row = Assert.Single(Rows(Bytes(Header, "2025/07/22 10:00:00,2025/07/22 10:59:59,282,79,361,0,0,0,0,0,0,0,0,0,282,79,361")));
        Assert.Equal(Utc("2025-07-22T09:00:00Z"), row.Start);
        Assert.Equal(Utc("2025-07-22T10:00:00Z"), row.End);
        Assert.Equal([0, 0, 0, 0, 0, 0, 282, 79], row.Counts);
    }

    // One row per header that cameras, mocks and collectors are known to use.
    [Theory]
    [InlineData("StartTime, EndTime, Tolal - In, Tolal - Out, Tolal - Sum, Line1 - In, Line1 - Out, Line1 - Sum", "440,0,440,6,1,7", "6,1")]
    [InlineData("StartTime,EndTime,Total - In,Total - Out,Line1 - In,Line1 - Out", "440,0,6,1", "6,1")]
    [InlineData("StartTime,EndTime,Line1-In,Line1-Out", "6,1", "6,1")]
    [InlineData("StartTime,EndTime,Line 1 In,Line 1 Out", "6,1", "6,1")]
    [InlineData("StartTime,EndTime,Line1 In,Line1 Out", "6,1", "6,1")]
    [InlineData("starttime , ENDTIME , line1 - in , LINE1 - OUT ", "6,1", "6,1")]
    [InlineData("StartTime,EndTime,Line1 - Out,Line1 - In", "1,6", "6,1")]
    [InlineData("StartTime,EndTime,Type,Line1 - In,Line1 - Out,Capacity,Sum", "People,6,1,-5,x", "6,1")]
    [InlineData("StartTime,EndTime,Line1 - In,Line2 - In,Line3 - In,Line4 - In,Line4 - Out", "1,2,3,4,5", "1,0,2,0,3,0,4,5")]
    [InlineData("StartTime,EndTime,Line2 - Out", "7", "0,0,0,7")]
    [InlineData("Start Time,End Time,\"Line1 - In\",\"Line1 - Out\"", "\"6\",\"1\"", "6,1")]
    public void Header_variant(string header, string cells, string counts)
    {
        var row = Assert.Single(Rows(Bytes(header, $"2025/07/22 09:00:00,2025/07/22 09:59:59,{cells}")));
        Assert.Equal(counts, string.Join(',', row.Counts));
        Assert.Equal(Utc("2025-07-22T08:00:00Z"), row.Start);
        Assert.Equal(Utc("2025-07-22T09:00:00Z"), row.End);
    }

    [Fact]
    public void Header_variant_with_date_and_time_is_hours()
    {
        var row = Assert.Single(Rows(Bytes("Date,Time,Line1 - In,Line1 - Out", "2025/07/22,09:00:00,6,1")));
        Assert.Equal(Utc("2025-07-22T08:00:00Z"), row.Start);
        Assert.Equal(Utc("2025-07-22T09:00:00Z"), row.End);
    }

    [Fact]
    public void Header_variant_with_byte_order_mark_and_carriage_returns()
    {
        var body = Encoding.UTF8.GetBytes("\uFEFF" + Header + "\r\n" + Hour("2025/07/22", 9, 6, 1) + "\r\n\r\n");
        Assert.Equal([6, 1], Assert.Single(Rows(body)).Counts.Take(2));
    }

    [Fact]
    public void Dashes_in_dates_are_read_too() =>
        Assert.Single(Rows(Bytes("StartTime,EndTime,Line1 - In", "2025-07-22 09:00:00,2025-07-22 09:59:59,6")));

    [Fact]
    public void Only_the_wanted_lines_are_read() =>
        Assert.Equal([6, 1, 0, 0], Assert.Single(Rows(Bytes(Header, Hour("2025/07/22", 9, 6, 1, 434)), lineCount: 2)).Counts);

    [Fact]
    public void The_growing_hour_stays_and_hours_to_come_are_dropped()
    {
        var rows = Rows(Bytes([Header, .. Enumerable.Range(0, 24).Select(hour => Hour("2025/07/22", hour, hour <= 10 ? hour : 0))]));
        Assert.Equal(Enumerable.Range(0, 11), rows.Select(row => row.Counts[0]));
        Assert.Equal(Utc("2025-07-22T10:00:00Z"), rows[^1].End);
    }

    [Fact]
    public void A_zero_row_of_the_past_is_data() =>
        Assert.Equal(0, Assert.Single(Rows(Bytes(Header, Hour("2025/07/22", 4, 0)))).Counts.Sum());

    [Fact]
    public void An_hour_that_starts_now_is_not_there_yet() =>
        Assert.Empty(Parse(Bytes(Header, Hour("2025/07/22", 10, 0)), window: Window("2025-07-22T08:00:00Z", "2025-07-22T09:00:00Z")).Value);

    [Fact]
    public void A_whole_day_answer_is_cut_to_the_window() =>
        Assert.Equal(
            [9, 10],
            Parse(Bytes([Header, .. Enumerable.Range(0, 24).Select(hour => Hour("2025/07/22", hour, hour))]), window: Window("2025-07-22T08:30:00Z", "2025-07-22T09:20:00Z")).Value.Select(row => row.Counts[0]));

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("\uFEFF")]
    [InlineData(Header)]
    [InlineData(Header + "\r\n")]
    public void Nothing_or_a_header_alone_is_no_data(string body) => Assert.Empty(Rows(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("<html><body>Login</body></html>", FaultKind.NotACounter, "web page")]
    [InlineData("  \n<!DOCTYPE html>", FaultKind.NotACounter, "web page")]
    [InlineData("{\"error\":1}", FaultKind.NotACounter, "StartTime")]
    [InlineData("StartTi", FaultKind.Truncated, "StartTime")]
    [InlineData("StartTime,EndTime,Tolal - In\n2025/07/22 09:00:00,2025/07/22 09:59:59,6\n", FaultKind.NotACounter, "Line1")]
    [InlineData("StartTime,EndTime,Line1 - In\n2025/07/22 09:00:00,2025/07/22 09:59:59,-6\n", FaultKind.NotACounter, "'-6'")]
    [InlineData("StartTime,EndTime,Line1 - In\n2025/07/22 09:00:00,2025/07/22 09:59:59,1.5\n", FaultKind.NotACounter, "'1.5'")]
    [InlineData("StartTime,EndTime,Line1 - In\n2025/07/22 09:00:00,2025/07/22 09:59:59,99999999999\n", FaultKind.NotACounter, "'99999999999'")]
    [InlineData("StartTime,EndTime,Line1 - In\n2025/07/22 09:00:00,2025/07/22 08:59:59,6\n", FaultKind.NotACounter, "line 2")]
    [InlineData("StartTime,EndTime,Line1 - In\n32/07/2025 09:00,32/07/2025 09:59,6\n", FaultKind.NotACounter, "line 2")]
    [InlineData("StartTime,EndTime,Line1 - In\n2025/07/22 09:00:00,6\n2025/07/22 10:00:00,2025/07/22 10:59:59,6\n", FaultKind.NotACounter, "expected 3 columns, got 2")]
    [InlineData("StartTime,EndTime,Line1 - In\n2025/07/22 09:00:00,2025/07/22 09:59:59,6,7,8\n", FaultKind.NotACounter, "got 5")]
    public void Nonsense_is_refused_with_a_reason(string body, FaultKind kind, string reason)
    {
        var rejection = Parse(Encoding.UTF8.GetBytes(body)).Rejection;
        Assert.NotNull(rejection);
        Assert.Equal(kind, rejection.Kind);
        Assert.Contains(reason, rejection.ToString());
    }

    [Fact]
    public void A_body_that_is_cut_anywhere_never_gives_a_wrong_number()
    {
        var whole = Bytes(Header, Hour("2025/07/22", 8, 12, 34, 56, 78), Hour("2025/07/22", 9, 123, 45, 67, 890));
        var rows = Rows(whole);
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = Parse(whole[..length]);
            if (cut.Rejection is null)
            {
                // What is read of a cut body is whole rows of it.
                Assert.All(cut.Value, row => Assert.Contains(rows, r => r.Start == row.Start && r.Counts.SequenceEqual(row.Counts)));
            }
            else
            {
                Assert.Equal(FaultKind.Truncated, cut.Rejection.Kind);
            }
        }
    }

    [Fact]
    public void The_repeated_hour_is_two_rows_in_order()
    {
        var rows = Parse(
            Bytes(Header, Hour("2025/10/26", 0, 1), Hour("2025/10/26", 1, 2), Hour("2025/10/26", 1, 3), Hour("2025/10/26", 2, 4)),
            window: Window("2025-10-25T23:00:00Z", "2025-10-26T12:00:00Z")).Value;
        Assert.Equal(["25 23:00", "26 00:00", "26 01:00", "26 02:00"], rows.Select(row => row.Start.ToString("dd HH:mm")));
        Assert.Equal([1, 2, 3, 4], rows.Select(row => row.Counts[0]));
        Assert.All(rows, row => Assert.Equal(TimeSpan.FromHours(1), row.End - row.Start));
    }

    [Fact]
    public void A_single_row_for_the_repeated_hour_is_the_earlier_one()
    {
        var rows = Parse(Bytes(Header, Hour("2025/10/26", 1, 2), Hour("2025/10/26", 2, 4)), window: Window("2025-10-25T23:00:00Z", "2025-10-26T12:00:00Z")).Value;
        Assert.Equal(["00:00", "02:00"], rows.Select(row => row.Start.ToString("HH:mm")));
        Assert.Equal(["01:00", "03:00"], rows.Select(row => row.End.ToString("HH:mm")));
    }

    [Fact]
    public void In_the_first_of_the_two_hours_the_second_is_still_to_come()
    {
        var rows = Parse(
            Bytes(Header, Hour("2025/10/26", 0, 1), Hour("2025/10/26", 1, 2), Hour("2025/10/26", 1, 0), Hour("2025/10/26", 2, 0)),
            window: Window("2025-10-25T23:00:00Z", "2025-10-26T00:30:00Z")).Value;
        Assert.Equal([1, 2], rows.Select(row => row.Counts[0]));
    }

    [Fact]
    public void Rows_that_come_newest_first_are_put_in_order()
    {
        var rows = Parse(
            Bytes(Header, Hour("2025/10/26", 2, 4), Hour("2025/10/26", 1, 3), Hour("2025/10/26", 1, 2)),
            window: Window("2025-10-25T23:00:00Z", "2025-10-26T12:00:00Z")).Value;
        Assert.Equal([2, 3, 4], rows.Select(row => row.Counts[0]));
    }

    [Fact]
    public void The_hour_that_spring_leaves_out_has_no_row()
    {
        var rows = Parse(
            Bytes([Header, .. Enumerable.Range(0, 4).Select(hour => Hour("2025/03/30", hour, hour))]),
            window: Window("2025-03-30T00:00:00Z", "2025-03-30T12:00:00Z")).Value;
        Assert.Equal([0, 2, 3], rows.Select(row => row.Counts[0]));
        Assert.Equal(["00:00", "01:00", "02:00"], rows.Select(row => row.Start.ToString("HH:mm")));
        Assert.All(rows, row => Assert.Equal(TimeSpan.FromHours(1), row.End - row.Start));
    }

    [Fact]
    public void Hours_of_a_half_hour_zone_start_at_half_past()
    {
        var rows = MilesightPeopleLog.Parse(Bytes(Header, Hour("2025/07/22", 15, 5)), "Asia/Kolkata", Window("2025-07-22T00:00:00Z", "2025-07-22T12:00:00Z"), 0).Value;
        Assert.Equal(Utc("2025-07-22T09:30:00Z"), Assert.Single(rows).Start);
    }

    [Fact]
    public void Of_two_rows_for_an_hour_the_last_counts() =>
        Assert.Equal(7, Assert.Single(Rows(Bytes(Header, Hour("2025/07/22", 9, 6), Hour("2025/07/22", 9, 7)))).Counts[0]);

    [Property(MaxTest = 300)]
    public void Garbage_never_throws(byte[] garbage) => Assert.NotEqual(Parse(garbage).Value.IsDefault, Parse(garbage).Rejection is null);

    [Property(MaxTest = 300)]
    public void Garbage_within_a_log_never_throws(string? text, int at)
    {
        var whole = Encoding.UTF8.GetString(Bytes(Header, Hour("2025/07/22", 8, 1), Hour("2025/07/22", 9, 2)));
        var parsed = Parse(Encoding.UTF8.GetBytes(whole.Insert(Math.Abs(at % whole.Length), text ?? "")));
        Assert.NotEqual(parsed.Value.IsDefault, parsed.Rejection is null);
    }

    private static ParseResult<System.Collections.Immutable.ImmutableArray<PeopleObservation>> Parse(byte[] body, int lineCount = 0, CollectionWindow? window = null) =>
        MilesightPeopleLog.Parse(body, Zone, window ?? Today, lineCount);

    private static System.Collections.Immutable.ImmutableArray<PeopleObservation> Rows(byte[] body, int lineCount = 0)
    {
        var parsed = Parse(body, lineCount);
        Assert.Null(parsed.Rejection);
        return parsed.Value;
    }
}
