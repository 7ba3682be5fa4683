using FsCheck.Xunit;
using RetailOrleans.Storage.Patterns;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Unit.Tests.Patterns;

public sealed class WeekPatternTests
{
    private static readonly DateOnly Monday = new(2026, 7, 13);
    private static readonly DateTime TuesdayTen = new(2026, 7, 14, 10, 0, 0);

    [Fact]
    public void The_middle_is_the_median_of_the_twelve_weeks_before()
    {
        long[] weeks = [900, 10, 12, 11, 9, 10, 10, 12, 11, 10, 9, 11, 10, 500];

        // The first is of the week itself, the last of thirteen weeks before: neither counts.
        var band = WeekPattern.Of(Monday, Tuesdays(weeks)).Band(TuesdayTen)!;

        Assert.Equal((10, 12, 0.99), (band.Median, band.Weeks, band.Coverage));
        Assert.InRange(band.Low, 0, 2);
        Assert.InRange(band.High, 18, 25);
        Assert.True(band.Contains(10));
        Assert.False(band.Contains(40));
    }

    [Fact]
    public void One_odd_week_makes_nothing_usual()
    {
        var band = WeekPattern.Of(Monday, Tuesdays([0, 100, 104, 96, 1000, 99, 101, 103, 98])).Band(TuesdayTen)!;

        Assert.Equal(100.5, band.Median);
        Assert.True(band.High < 150, $"{band}");
        Assert.True(band.Low > 50, $"{band}");
    }

    [Fact]
    public void Fewer_than_four_weeks_say_nothing()
    {
        Assert.Null(WeekPattern.Of(Monday, Tuesdays([0, 10, 11, 12])).Band(TuesdayTen));
        Assert.NotNull(WeekPattern.Of(Monday, Tuesdays([0, 10, 11, 12, 13])).Band(TuesdayTen));
        Assert.Null(WeekPattern.Of(Monday, Tuesdays([0, 10, 11, 12, 13])).Band(TuesdayTen.AddHours(1)));
        Assert.Null(WeekPattern.Of(Monday, []).Band(TuesdayTen));
    }

    [Fact]
    public void A_quiet_hour_may_have_somebody()
    {
        var band = WeekPattern.Of(Monday, Tuesdays([0, 0, 0, 0, 0, 0, 0, 0, 0])).Band(TuesdayTen)!;

        Assert.Equal((0, 0), (band.Low, band.Median));
        Assert.True(band.Contains(2));
        Assert.False(band.Contains(20));
    }

    [Fact]
    public void Hours_that_a_day_start_cuts_are_hours_of_their_own()
    {
        var halves = Tuesdays([0, 10, 11, 12, 13]).Concat(Tuesdays([0, 30, 31, 32, 33]).Select(hour => hour with { LocalStart = hour.LocalStart.AddMinutes(30) }));

        var pattern = WeekPattern.Of(Monday, halves);

        Assert.Equal(11.5, pattern.Band(TuesdayTen)!.Median);
        Assert.Equal(31.5, pattern.Band(TuesdayTen.AddMinutes(30))!.Median);
    }

    [Fact]
    public void Hours_with_holes_and_those_to_come_do_not_count()
    {
        var now = new DateTimeOffset(2026, 7, 14, 12, 0, 0, TimeSpan.Zero);
        HourCount Hour(int hoursAgo, int covered, int expected) => new(Guid.Empty, now.AddHours(-hoursAgo), now.AddHours(1 - hoursAgo), 5, covered, expected);

        var counted = PatternHour.Of([Hour(3, 3600, 3600), Hour(2, 3200, 3600), Hour(1, 0, 0), Hour(0, 3600, 3600)], "Africa/Lagos", now);

        Assert.Equal([new DateTime(2026, 7, 14, 10, 0, 0), new DateTime(2026, 7, 14, 12, 0, 0)], counted.Select(hour => hour.LocalStart));
    }

    /// <summary>Days that differ by 15 %, people who come one by one: about one hour in a hundred lies outside.</summary>
    [Fact]
    public void About_one_ordinary_hour_in_a_hundred_is_outside()
    {
        var random = new Random(20260713);
        int judged = 0, outside = 0;
        for (var trial = 0; trial < 40; trial++)
        {
            var hours = new List<PatternHour>();
            for (var date = Monday.AddDays(-84); date < Monday.AddDays(7); date = date.AddDays(1))
            {
                var busy = Math.Exp(0.15 * Gauss(random)) * (date.DayOfWeek == DayOfWeek.Saturday ? 1.5 : 1);
                for (var hour = 9; hour < 21; hour++)
                {
                    var mean = busy * (20 + (hour * 5));
                    hours.Add(new PatternHour(date.ToDateTime(new TimeOnly(hour, 0)), (long)Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * Gauss(random))))));
                }
            }

            var pattern = WeekPattern.Of(Monday, hours);
            foreach (var hour in hours.Where(hour => hour.LocalStart >= Monday.ToDateTime(TimeOnly.MinValue)))
            {
                judged++;
                outside += pattern.Band(hour.LocalStart)!.Contains(hour.Entries) ? 0 : 1;
            }
        }

        Assert.InRange(outside / (double)judged, 0.002, 0.025);
    }

    [Property]
    public void Bands_are_ordered_and_widen_with_their_coverage(ushort[] weeks)
    {
        var pattern = WeekPattern.Of(Monday, Tuesdays([0, .. weeks.Select(week => (long)week)]));
        if (pattern.Band(TuesdayTen, 0.8) is not { } narrow)
        {
            Assert.True(weeks.Length < WeekPattern.LeastWeeks);
            return;
        }

        var wide = pattern.Band(TuesdayTen)!;
        Assert.True(0 <= narrow.Low && narrow.Low <= narrow.Median && narrow.Median < narrow.High, $"{narrow}");
        Assert.True(wide.Low <= narrow.Low && wide.High > narrow.High && wide.Median == narrow.Median, $"{wide}");
        Assert.Equal(Math.Min(weeks.Length, WeekPattern.Weeks), wide.Weeks);
    }

    private static double Gauss(Random random) => Quantiles.Normal(Math.Clamp(random.NextDouble(), 1e-9, 1 - 1e-9));

    /// <summary>Tuesdays at ten, of this week and those before it.</summary>
    private static IEnumerable<PatternHour> Tuesdays(long[] entries) => entries.Select((count, week) => new PatternHour(TuesdayTen.AddDays(-7 * week), count));
}
