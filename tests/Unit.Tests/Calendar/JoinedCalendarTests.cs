using FsCheck.Fluent;
using FsCheck.Xunit;
using RetailOrleans.Calendar;

namespace RetailOrleans.Unit.Tests.Calendar;

/// <summary>A store that moved its clock or its day start.</summary>
public sealed class JoinedCalendarTests
{
    private static readonly DateOnly From = new(2026, 3, 10);

    [Fact]
    public void The_day_before_a_later_day_start_is_longer()
    {
        var joined = StoreCalendar.Join(StoreCalendar.Create("Europe/Lisbon"), From, StoreCalendar.Create("Europe/Lisbon", new TimeOnly(4, 0)));

        Assert.Equal((Utc(8, 0), Utc(9, 0)), Extent(joined.Day(new(2026, 3, 8))));
        Assert.Equal((Utc(9, 0), Utc(10, 4)), Extent(joined.Day(new(2026, 3, 9))));
        Assert.Equal((Utc(10, 4), Utc(11, 4)), Extent(joined.Day(From)));
        Assert.Equal(28, joined.Day(new(2026, 3, 9)).Hours.Length);
        Assert.Equal(new DateOnly(2026, 3, 9), joined.DayOf(Utc(10, 3)).Date);
    }

    [Fact]
    public void Hours_are_those_of_the_clock_that_hung_there()
    {
        // Until the 9th in Kolkata (half past), then in New York (four hours behind).
        var joined = StoreCalendar.Join(StoreCalendar.Create("Asia/Kolkata"), From, StoreCalendar.Create("America/New_York"));

        Assert.Equal(30, joined.HourOf(Utc(8, 6)).Start.Minute);
        Assert.Equal(0, joined.HourOf(Utc(10, 6)).Start.Minute);
        Assert.Equal((new DateTimeOffset(2026, 3, 8, 18, 30, 0, TimeSpan.Zero), Utc(10, 4)), Extent(joined.Day(new(2026, 3, 9))));
    }

    [Property]
    public void Days_and_hours_leave_no_gap_and_overlap_nowhere(byte one, byte other, byte startOne, byte startOther)
    {
        string[] zones = ["Europe/Lisbon", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "Etc/UTC"];
        var joined = StoreCalendar.Join(
            StoreCalendar.Create(zones[one % zones.Length], new TimeOnly(startOne % 7, 0)), From,
            StoreCalendar.Create(zones[other % zones.Length], new TimeOnly(startOther % 7, 0)));
        var days = joined.Days(From.AddDays(-4), From.AddDays(4)).ToArray();
        for (var i = 0; i < days.Length; i++)
        {
            Assert.Equal(i + 1 < days.Length ? days[i + 1].Start : days[i].End, days[i].End);
            Assert.Equal(days[i].Start, days[i].Hours[0].Start);
            Assert.Equal(days[i].End, days[i].Hours[^1].End);
            Assert.All(days[i].Hours.Zip(days[i].Hours.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
            Assert.Equal(days[i].Date, joined.DayOf(days[i].Start).Date);
            Assert.Equal(days[i].Date, joined.DayOf(days[i].End.AddTicks(-1)).Date);
        }
    }

    private static DateTimeOffset Utc(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);

    private static (DateTimeOffset, DateTimeOffset) Extent(BusinessDay day) => (day.Start, day.End);
}
