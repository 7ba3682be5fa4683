using System.Text.Json;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Scheduling;

namespace RetailOrleans.Unit.Tests.Scheduling;

public sealed class PollScheduleTests
{
    private static readonly StoreCalendar Lisbon = StoreCalendar.Create("Europe/Lisbon");
    private static readonly DateTimeOffset Noon = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_fleet_is_spread_over_the_interval()
    {
        var tenths = new int[10];
        for (var i = 0; i < 10_000; i++)
        {
            var next = Schedule(Sensor(i), new CollectionConfig(IntervalSeconds: 60)).Next(Noon, TimeSpan.FromSeconds(60));
            Assert.InRange(next, Noon, Noon.AddSeconds(60));
            tenths[Math.Min((int)((next - Noon).TotalSeconds / 6), 9)]++;
        }

        Assert.All(tenths, count => Assert.InRange(count, 800, 1_200));
    }

    [Fact]
    public void A_sensor_has_the_same_moments_whoever_asks_and_they_do_not_drift()
    {
        var interval = TimeSpan.FromSeconds(60);
        var first = Schedule(Sensor(7), new CollectionConfig(IntervalSeconds: 60)).Next(Noon, interval);
        var other = Schedule(Sensor(7), new CollectionConfig(IntervalSeconds: 60));
        Assert.Equal(first, other.Next(Noon, interval));
        Assert.Equal(first, other.Next(first.AddTicks(-1), interval));
        Assert.Equal(first + interval, other.Next(first, interval));

        // A poll that took a while does not move the next one.
        Assert.Equal(first + interval, other.Next(first.AddSeconds(41), interval));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(300)]
    [InlineData(86_400)]
    public void A_new_sensor_is_polled_within_seconds(int interval)
    {
        var first = Schedule(Sensor(3), new CollectionConfig(IntervalSeconds: interval)).First(Noon);
        Assert.InRange(first, Noon, Noon.AddSeconds(5));
    }

    [Fact]
    public void A_device_that_needs_rest_gets_it()
    {
        for (var i = 0; i < 100; i++)
        {
            var next = Schedule(Sensor(i), new CollectionConfig(IntervalSeconds: 60)).Next(Noon, TimeSpan.FromMinutes(4));
            Assert.InRange(next, Noon.AddMinutes(3), Noon.AddMinutes(4));
        }
    }

    [Fact]
    public void Outside_operating_hours_the_quieter_interval_holds_and_the_first_poll_after_opening_is_in_time()
    {
        var quiet = Schedule(Sensor(1), new CollectionConfig(IntervalSeconds: 60, QuietIntervalSeconds: 3_600), Hours("10:00", "20:00"));
        var night = new DateTimeOffset(2026, 1, 15, 2, 30, 0, TimeSpan.Zero);
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)), (quiet.IntervalAt(night), quiet.IntervalAt(Noon)));

        var next = quiet.Next(night, TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromHours(1), quiet.Next(next, TimeSpan.FromHours(1)) - next);

        var opening = new DateTimeOffset(2026, 1, 15, 10, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 100; i++)
        {
            var schedule = Schedule(Sensor(i), new CollectionConfig(IntervalSeconds: 60, QuietIntervalSeconds: 3_600), Hours("10:00", "20:00"));
            Assert.InRange(schedule.Next(opening.AddSeconds(-1), TimeSpan.FromHours(1)), opening.AddSeconds(-1), opening.AddSeconds(60));
        }
    }

    [Fact]
    public void A_day_s_polls_of_a_quiet_sensor()
    {
        var schedule = Schedule(Sensor(1), new CollectionConfig(IntervalSeconds: 600, QuietIntervalSeconds: 3_600), Hours("10:00", "20:00"));
        var polls = 0;
        var day = Lisbon.DayOf(Noon);
        for (var at = schedule.Next(day.Start, default); at < day.End; at = schedule.Next(at, schedule.IntervalAt(at)))
        {
            polls++;
        }

        // Ten hours of six, fourteen of one, give or take one at each end of the opening.
        Assert.InRange(polls, 72, 76);
    }

    private static PollSchedule Schedule(Guid sensor, CollectionConfig collection, OperatingHours? hours = null) =>
        new(sensor, collection, hours ?? OperatingHours.Always, Lisbon);

    private static Guid Sensor(int number) => new(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    private static OperatingHours Hours(string open, string close)
    {
        var day = new[] { new { open, close } };
        var week = Enum.GetValues<DayOfWeek>().ToDictionary(weekday => weekday.ToString().ToLowerInvariant(), _ => day);
        Assert.True(OperatingHours.TryParse(JsonSerializer.SerializeToElement(week), out var hours, out _));
        return hours;
    }
}
