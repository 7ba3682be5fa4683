using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Counting;

namespace RetailOrleans.Unit.Tests.Counting;

/// <summary>A count within an interval of up to 24 hours, near a change of the clocks as often as not.</summary>
public sealed record SharedCount(string Zone, int DayStartMinutes, int Count, DateTimeOffset Start, DateTimeOffset End);

public sealed class HourSharesTests
{
    public static class Counts
    {
        private static readonly DateTimeOffset[] Anchors =
        [
            new(2025, 10, 26, 1, 0, 0, TimeSpan.Zero), new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), new(2025, 11, 2, 6, 0, 0, TimeSpan.Zero),
            new(2026, 4, 4, 15, 0, 0, TimeSpan.Zero), new(2026, 7, 15, 0, 0, 0, TimeSpan.Zero),
        ];

        public static Arbitrary<SharedCount> All() =>
            (from zone in Gen.Elements("Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
             from dayStart in Gen.Elements(0, 360, 395)
             from count in Gen.OneOf(Gen.Choose(0, 5), Gen.Choose(0, 100_000))
             from anchor in Gen.Elements(Anchors)
             from offset in Gen.Choose(-36 * 60, 36 * 60)
             from minutes in Gen.OneOf(Gen.Choose(1, 60), Gen.Choose(61, 24 * 60))
             select new SharedCount(zone, dayStart, count, anchor.AddMinutes(offset), anchor.AddMinutes(offset + minutes))).ToArbitrary();
    }

    [Fact]
    public void Up_to_an_hour_long_it_belongs_to_the_hour_of_its_start()
    {
        Assert.Equal([(9, 7)], Shares(7, "2026-07-15T09:30:00Z", "2026-07-15T10:30:00Z", "Etc/UTC"));
        Assert.Equal([(23, 7)], Shares(7, "2026-07-15T23:30:00Z", "2026-07-16T00:30:00Z", "Etc/UTC"));
        Assert.Empty(Shares(7, "2026-07-14T23:30:00Z", "2026-07-15T00:30:00Z", "Etc/UTC"));
    }

    [Fact]
    public void A_longer_one_is_spread_over_the_hours_it_covers() =>
        Assert.Equal([(9, 2), (10, 4), (11, 1)], Shares(7, "2026-07-15T09:30:00Z", "2026-07-15T11:15:00Z", "Etc/UTC"));

    [Fact]
    public void In_a_zone_with_a_half_hour_offset_hours_begin_at_half_past() =>
        Assert.Equal([(9, 3), (10, 3)], Shares(6, "2026-07-15T03:30:00Z", "2026-07-15T05:30:00Z", "Asia/Kolkata"));

    [Property(Arbitrary = [typeof(Counts)], MaxTest = 500)]
    public void The_days_that_a_bucket_touches_get_all_of_it_between_them(SharedCount shared)
    {
        var calendar = StoreCalendar.Create(shared.Zone, TimeOnly.MinValue.AddMinutes(shared.DayStartMinutes));
        var first = calendar.DayOf(shared.Start).Date;
        long total = 0;
        foreach (var day in calendar.Days(first.AddDays(-1), first.AddDays(2)))
        {
            HourShares.Split(shared.Count, shared.Start, shared.End, day, calendar, (hour, part) =>
            {
                Assert.True(part > 0);
                Assert.True(day.Hours[hour].Start < shared.End && day.Hours[hour].End > shared.Start, "An hour that the bucket does not touch");
                total += part;
            });
        }

        Assert.Equal(shared.Count, total);
    }

    [Property(Arbitrary = [typeof(Counts)], MaxTest = 200)]
    public void Taking_back_is_the_opposite_of_adding(SharedCount shared)
    {
        var calendar = StoreCalendar.Create(shared.Zone, TimeOnly.MinValue.AddMinutes(shared.DayStartMinutes));
        var day = calendar.DayOf(shared.End);
        var hours = new long[day.Hours.Length];
        HourShares.Split(shared.Count, shared.Start, shared.End, day, calendar, (hour, part) => hours[hour] += part);
        HourShares.Split(-shared.Count, shared.Start, shared.End, day, calendar, (hour, part) => hours[hour] += part);
        Assert.All(hours, hour => Assert.Equal(0, hour));
    }

    private static List<(int Hour, long Part)> Shares(long count, string start, string end, string zone)
    {
        var calendar = StoreCalendar.Create(zone);
        var shares = new List<(int, long)>();
        HourShares.Split(
            count, DateTimeOffset.Parse(start, null), DateTimeOffset.Parse(end, null), calendar.Day(new DateOnly(2026, 7, 15)), calendar,
            (hour, part) => shares.Add((hour, part)));
        return shares;
    }
}
