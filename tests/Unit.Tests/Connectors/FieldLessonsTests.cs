using RetailOrleans.Connectors.Milesight;
using static RetailOrleans.Unit.Tests.Connectors.Logs;

namespace RetailOrleans.Unit.Tests.Connectors;

/// <summary>What went wrong with earlier collectors and has no test elsewhere; docs/protocols/field-lessons.md has them all.</summary>
public sealed class FieldLessonsTests
{
    // A filter of "hours to come" that dropped the running hour too stored nothing in the last hour of a day.
    [Fact]
    public void The_running_hour_counts_also_in_the_last_minutes_of_a_day()
    {
        var rows = MilesightPeopleLog.Parse(
            Bytes(Header, Hour("2025/07/22", 22, 6), Hour("2025/07/22", 23, 2)), Zone, Window("2025-07-22T20:00:00Z", "2025-07-22T22:59:30Z"), 0).Value;
        Assert.Equal([6, 2], rows.Select(row => row.Counts[0]));
        Assert.Equal(Utc("2025-07-22T22:00:00Z"), rows[^1].Start);
    }

    // A gate of business hours threw the night away; who closes at 2 in the morning lost it, and completeness with it.
    [Fact]
    public void Nights_are_collected()
    {
        var rows = MilesightPeopleLog.Parse(
            Bytes(Header, Hour("2025/07/22", 1, 5), Hour("2025/07/22", 2, 0), Hour("2025/07/22", 3, 0)), Zone, Window("2025-07-21T23:00:00Z", "2025-07-22T03:00:00Z"), 0).Value;
        Assert.Equal([5, 0, 0], rows.Select(row => row.Counts[0]));
    }

    // West of Greenwich: an offset that was subtracted instead of added kept a store's clock "stuck at 13:00".
    [Theory]
    [InlineData("America/Sao_Paulo", "2025-07-22T13:00:00Z")]
    [InlineData("America/New_York", "2025-07-22T14:00:00Z")]
    [InlineData("Asia/Kolkata", "2025-07-22T04:30:00Z")]
    [InlineData("Pacific/Auckland", "2025-07-21T22:00:00Z")]
    [InlineData("UTC", "2025-07-22T10:00:00Z")]
    public void An_hour_is_the_camera_s_own_on_both_sides_of_greenwich(string zone, string start) =>
        Assert.Equal(
            Utc(start),
            Assert.Single(MilesightPeopleLog.Parse(Bytes(Header, Hour("2025/07/22", 10, 5)), zone, Window("2025-07-21T12:00:00Z", "2025-07-23T00:00:00Z"), 0).Value).Start);

    // Some firmware leaves columns out: a rule of "at least 17 columns" dropped every row of it.
    [Fact]
    public void A_log_of_fewer_columns_is_read() =>
        Assert.Equal(
            [6, 1], Assert.Single(MilesightPeopleLog.Parse(Bytes("StartTime,EndTime,Line1 - In,Line1 - Out", "2025/07/22 09:00:00,2025/07/22 09:59:59,6,1"), Zone, Today, 0).Value).Counts);

    // The device's own total has the corridor in it: read as entries it counted the street.
    [Fact]
    public void The_total_of_all_lines_is_never_a_count() =>
        Assert.NotNull(MilesightPeopleLog.Parse(Bytes("StartTime,EndTime,Tolal - In,Tolal - Out,Tolal - Sum", "2025/07/22 09:00:00,2025/07/22 09:59:59,440,0,440"), Zone, Today, 0).Rejection);
}
