using FsCheck.Xunit;
using RetailOrleans.Calendar;

namespace RetailOrleans.Unit.Tests.Calendar;

public sealed class StoreCalendarTests
{
    private static readonly string[] DayStarts = ["00:00", "01:30", "02:00", "02:15", "06:00", "23:00"];

    [Property(Arbitrary = [typeof(Instants)], MaxTest = 500)]
    public void Days_tile_time(ZonedMoment moment)
    {
        foreach (var calendar in Calendars(moment.Zone))
        {
            var day = calendar.DayOf(moment.Instant);
            Assert.True(day.Contains(moment.Instant));
            Assert.Equal(day.End, calendar.Day(day.Date.AddDays(1)).Start);
            Assert.Equal(day.Start, calendar.Day(day.Date.AddDays(-1)).End);
            Assert.Equal(day.Date, calendar.DayOf(day.Start).Date);
            Assert.NotEqual(day.Date, calendar.DayOf(day.End).Date);
        }
    }

    [Property(Arbitrary = [typeof(Instants)], MaxTest = 500)]
    public void Hours_tile_the_day(ZonedMoment moment)
    {
        foreach (var calendar in Calendars(moment.Zone))
        {
            var day = calendar.DayOf(moment.Instant);
            Assert.Equal(day.Start, day.Hours[0].Start);
            Assert.Equal(day.End, day.Hours[^1].End);
            Assert.All(day.Hours.Zip(day.Hours.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
            Assert.All(day.Hours, hour =>
            {
                Assert.True(hour.Start < hour.End && hour.End - hour.Start <= TimeSpan.FromHours(1));
                Assert.Equal(TimeSpan.Zero, hour.Start.Offset);
                Assert.Equal(WallClock.ToLocal(hour.Start, calendar.ZoneId), hour.LocalStart);
                Assert.Equal(hour.LocalStart.Hour, WallClock.ToLocal(hour.End.AddTicks(-1), calendar.ZoneId).Hour);
            });
            Assert.True(calendar.HourOf(moment.Instant).Contains(moment.Instant));
        }
    }

    [Property(Arbitrary = [typeof(Instants)], MaxTest = 500)]
    public void A_slot_contains_its_instants(ZonedMoment moment)
    {
        foreach (var calendar in Calendars(moment.Zone))
        {
            var day = calendar.DayOf(moment.Instant);
            var slot = day.SlotOf(moment.Instant);
            Assert.InRange(slot, 0, day.SlotCount - 1);
            Assert.True(day.SlotStart(slot) <= moment.Instant && moment.Instant < day.SlotStart(slot + 1));
            Assert.Equal(day.End, day.SlotStart(day.SlotCount));
        }
    }

    [Theory]
    [InlineData("Europe/Lisbon", 2025, 3, 30, 23)]
    [InlineData("Europe/Lisbon", 2025, 7, 22, 24)]
    [InlineData("Europe/Lisbon", 2025, 10, 26, 25)]
    [InlineData("America/New_York", 2025, 3, 9, 23)]
    [InlineData("America/New_York", 2025, 11, 2, 25)]
    [InlineData("Asia/Kolkata", 2025, 10, 26, 24)]
    public void A_day_has_23_24_or_25_hours(string zone, int year, int month, int date, int hours)
    {
        var day = StoreCalendar.Create(zone).Day(new DateOnly(year, month, date));
        Assert.Equal(hours, day.Hours.Length);
        Assert.Equal(TimeSpan.FromHours(hours), day.End - day.Start);
        Assert.Equal(hours * 12, day.SlotCount);
    }

    [Fact]
    public void The_repeated_hour_is_two_hours_with_one_local_time()
    {
        var day = StoreCalendar.Create("Europe/Lisbon").Day(new DateOnly(2025, 10, 26));
        var repeated = day.Hours.Where(hour => hour.LocalStart.Hour == 1).ToArray();
        Assert.Equal(["2025-10-26 00:00:00Z", "2025-10-26 01:00:00Z"], repeated.Select(hour => hour.Start.ToString("u")));
        Assert.Equal(repeated[0].LocalStart, repeated[1].LocalStart);
    }

    [Fact]
    public void Half_hour_zones_have_hours_at_half_past()
    {
        var hour = StoreCalendar.Create("Asia/Kolkata").HourOf(Utc("2025-07-22T10:15:00Z"));
        Assert.Equal(Utc("2025-07-22T09:30:00Z"), hour.Start);
        Assert.Equal(new DateTime(2025, 7, 22, 15, 0, 0), hour.LocalStart);
    }

    [Fact]
    public void Lord_Howe_moves_its_clocks_by_half_an_hour()
    {
        var calendar = StoreCalendar.Create("Australia/Lord_Howe");
        Assert.Equal(TimeSpan.FromHours(24.5), Length(calendar.Day(new DateOnly(2025, 4, 6))));
        Assert.Equal(TimeSpan.FromHours(23.5), Length(calendar.Day(new DateOnly(2025, 10, 5))));
        Assert.Equal(25, calendar.Day(new DateOnly(2025, 4, 6)).Hours.Length);
    }

    [Fact]
    public void A_day_start_in_the_spring_gap_is_the_end_of_the_gap()
    {
        var day = StoreCalendar.Create("Europe/Lisbon", new TimeOnly(1, 30)).Day(new DateOnly(2025, 3, 30));
        Assert.Equal(Utc("2025-03-30T01:00:00Z"), day.Start);
        Assert.Equal(new DateTime(2025, 3, 30, 2, 0, 0), day.Hours[0].LocalStart);
    }

    [Fact]
    public void Before_the_day_start_it_is_still_yesterday()
    {
        var calendar = StoreCalendar.Create("Europe/Madrid", new TimeOnly(6, 0));
        Assert.Equal(new DateOnly(2025, 7, 21), calendar.DayOf(Utc("2025-07-22T03:59:59Z")).Date);
        Assert.Equal(new DateOnly(2025, 7, 22), calendar.DayOf(Utc("2025-07-22T04:00:00Z")).Date);
    }

    [Fact]
    public void Days_are_both_inclusive()
    {
        var days = StoreCalendar.Create("UTC").Days(new DateOnly(2024, 2, 28), new DateOnly(2024, 3, 1));
        Assert.Equal([28, 29, 1], days.Select(day => day.Date.Day));
    }

    [Fact]
    public void The_hot_path_does_not_allocate()
    {
        var calendar = StoreCalendar.Create("Europe/Lisbon");
        var instant = Utc("2025-07-22T10:15:00Z");
        _ = calendar.HourOf(instant);
        _ = calendar.HourOf(instant.AddDays(-1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            _ = calendar.HourOf(instant).Start + (calendar.DayOf(instant.AddDays(-1)).End - instant);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData("Lisbon")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("UTC+1")]
    [InlineData("")]
    public void An_unknown_zone_is_refused_with_a_remedy(string zone)
    {
        Assert.False(TimeZones.IsKnown(zone));
        var refusal = Assert.Throws<ArgumentException>(() => StoreCalendar.Create(zone));
        Assert.Contains($"'{zone}'", refusal.Message);
        Assert.Contains("Europe/Lisbon", refusal.Message);
    }

    [Fact]
    public void A_day_start_between_slots_is_refused() =>
        Assert.Contains("06:03", Assert.Throws<ArgumentException>(() => StoreCalendar.Create("UTC", new TimeOnly(6, 3))).Message);

    private static IEnumerable<StoreCalendar> Calendars(string zone) => DayStarts.Select(start => StoreCalendar.Create(zone, TimeOnly.Parse(start)));

    private static TimeSpan Length(BusinessDay day) => day.End - day.Start;

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text);
}
