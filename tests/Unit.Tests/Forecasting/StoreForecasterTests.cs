using System.Collections.Immutable;
using System.Text.Json;
using FsCheck.Xunit;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Forecasting;
using RetailOrleans.Grains.Interfaces.Forecasts;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.Unit.Tests.Calendar;

namespace RetailOrleans.Unit.Tests.Forecasting;

public sealed class StoreForecasterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 20, 12, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_steady_shop_goes_on()
    {
        var forecast = Make("Africa/Lagos", Hours(9, 18), Now, 40, (_, hour) => 20 + hour);

        Assert.Equal((40, 21, 0.8), (forecast.CountedDays, forecast.NeededDays, forecast.Coverage));
        Assert.All(forecast.Hours, hour => Assert.Equal(20 + hour.LocalStart.Hour, hour.Entries, tolerance: 0.5));
        Assert.All(forecast.Hours, hour => Assert.InRange(hour.Entries, hour.Low - 0.5, hour.High + 0.5));
        Assert.All(forecast.Days.Skip(1).SkipLast(1), day => Assert.Equal(Enumerable.Range(9, 9).Sum(hour => 20 + hour), day.Entries, tolerance: 5.0));
    }

    [Fact]
    public void Only_hours_that_have_not_begun_and_in_which_the_store_is_open()
    {
        var hours = Hours(9, 18, """{"date": "2026-03-22", "hours": []}, {"date": "2026-03-23", "hours": [{"open": "11:30", "close": "14:00"}]}""");

        var forecast = Make("Africa/Lagos", hours, Now, 40, (_, _) => 60);

        // 13:30 in Lagos: the hour from 14 is the first one.
        Assert.Equal([14, 15, 16, 17], On(forecast, 20).Select(hour => hour.LocalStart.Hour));
        Assert.Equal(Enumerable.Range(9, 9), On(forecast, 21).Select(hour => hour.LocalStart.Hour));
        Assert.Empty(On(forecast, 22));
        Assert.DoesNotContain(forecast.Days, day => day.Date.Day == 22);
        Assert.Equal([11, 12, 13], On(forecast, 23).Select(hour => hour.LocalStart.Hour));

        // Of the first hour it is open for a half.
        Assert.Equal(30, On(forecast, 23).First().Entries, tolerance: 1.0);
        Assert.All(forecast.Hours, hour => Assert.True(hour.Start >= Now && hour.Start < Now.AddDays(14)));
        Assert.Equal(Now.AddDays(14), forecast.Until);
    }

    [Fact]
    public void A_day_with_more_or_fewer_hours_has_them()
    {
        // Clocks go forward on 29 March 2026 at 1:00 in Lisbon, back on 25 October at 2:00.
        var spring = Make("Europe/Lisbon", OperatingHours.Always, Now, 40, (_, hour) => 10 + hour);
        Assert.Equal(23, On(spring, 29).Count());
        Assert.DoesNotContain(On(spring, 29), hour => hour.LocalStart.Hour == 1);

        var autumn = Make("Europe/Lisbon", OperatingHours.Always, new DateTimeOffset(2026, 10, 20, 12, 0, 0, TimeSpan.Zero), 40, (_, hour) => 10 + hour);
        Assert.Equal(25, On(autumn, 25).Count());
        Assert.Equal(2, On(autumn, 25).Count(hour => hour.LocalStart.Hour == 1));
        Assert.Equal(25, On(autumn, 25).Select(hour => hour.Start).Distinct().Count());
        Assert.All(autumn.Hours, hour => Assert.Equal(10 + hour.LocalStart.Hour, hour.Entries, tolerance: 1.0));
    }

    [Fact]
    public void Hours_of_a_half_hour_zone_start_at_half_past_UTC()
    {
        var forecast = Make("Asia/Kolkata", Hours(9, 18), Now, 40, (_, _) => 20);

        Assert.NotEmpty(forecast.Hours);
        Assert.All(forecast.Hours, hour => Assert.Equal((30, 0), (hour.Start.Minute, hour.LocalStart.Minute)));
    }

    [Fact]
    public void Weekdays_have_their_own_level_and_trends_go_on()
    {
        static double Count(DateOnly date, int hour) => (date.DayOfWeek == DayOfWeek.Saturday ? 90 : 45) * Math.Exp(0.003 * (date.DayNumber - 739_690));

        var forecast = Make("Africa/Lagos", Hours(9, 18), Now, 70, Count);

        Assert.All(forecast.Hours, hour => Assert.InRange(hour.Entries / Count(hour.Date, 0), 0.93, 1.07));
    }

    [Fact]
    public void One_odd_day_and_one_odd_hour_change_little()
    {
        static double Count(DateOnly date, int hour) => date == new DateOnly(2026, 3, 18) ? 0 : date == new DateOnly(2026, 3, 13) && hour == 12 ? 5_000 : 50;

        var forecast = Make("Africa/Lagos", Hours(9, 18), Now, 60, Count);

        Assert.All(forecast.Hours, hour => Assert.InRange(hour.Entries, 45, 55));
    }

    [Fact]
    public void A_date_that_fell_out_of_two_years_does_so_again_and_one_that_did_once_does_not()
    {
        static double Count(DateOnly date, int hour) => (date.Year, date.Month, date.Day) switch
        {
            (_, 3, 25) => 10,
            (2025, 3, 27) => 200,
            _ => 50,
        };

        var forecast = Make("Africa/Lagos", Hours(9, 18), Now, 755, Count);

        Assert.All(On(forecast, 25), hour => Assert.InRange(hour.Entries, 8, 20));
        Assert.All(forecast.Hours.Where(hour => hour.Date.Day != 25), hour => Assert.InRange(hour.Entries, 45, 55));
    }

    [Fact]
    public void A_season_that_ended_a_year_ago_ends_again()
    {
        // Skiers until the end of March.
        static double Count(DateOnly date, int hour) => date.DayOfYear is > 330 or < 86 ? 120 : 40;

        var forecast = Make("Africa/Lagos", Hours(9, 18), Now, 600, Count);

        Assert.All(On(forecast, 21), hour => Assert.InRange(hour.Entries, 90, 130));
        Assert.All(On(forecast, 2), hour => Assert.InRange(hour.Entries, 35, 90));
    }

    [Fact]
    public void Too_little_history_gives_none_and_says_how_much_there_is()
    {
        var forecast = Make("Africa/Lagos", Hours(9, 18), Now, 20, (_, _) => 30);

        Assert.Equal((20, 21), (forecast.CountedDays, forecast.NeededDays));
        Assert.Empty(forecast.Hours);
        Assert.Empty(forecast.Days);
        Assert.Equal((new DateOnly(2026, 2, 28), new DateOnly(2026, 3, 19)), (forecast.FirstDay, forecast.LastDay));
        Assert.NotEmpty(Make("Africa/Lagos", Hours(9, 18), Now, 21, (_, _) => 30).Hours);
        Assert.Null(Make("Africa/Lagos", Hours(9, 18), Now, 0, (_, _) => 30).FirstDay);
    }

    [Fact]
    public void A_week_without_data_is_bridged()
    {
        var calendar = StoreCalendar.Create("Africa/Lagos");
        var days = History(calendar, Hours(9, 18), Now, 60, (_, hour) => 20 + hour).RemoveAll(day => day.Date >= new DateOnly(2026, 3, 10));

        var forecast = StoreForecaster.Make(Guid.Empty, days, calendar, Hours(9, 18), Now);

        Assert.All(forecast.Hours, hour => Assert.Equal(20 + hour.LocalStart.Hour, hour.Entries, tolerance: 1.0));
    }

    [Fact]
    public void Hours_with_holes_and_closed_hours_do_not_count()
    {
        var calendar = StoreCalendar.Create("Africa/Lagos");
        var ten = new DateTimeOffset(2026, 3, 18, 9, 0, 0, TimeSpan.Zero);
        HourCount Hour(int hour, int covered) => new(Guid.Empty, ten.AddHours(hour), ten.AddHours(hour + 1), 5, covered, 3600);

        var day = CountedDay.Of([Hour(-5, 3600), Hour(0, 3600), Hour(1, 1800), Hour(2, 3400)], calendar, Hours(9, 18), Now).Single();

        Assert.Equal(new DateOnly(2026, 3, 18), day.Date);
        Assert.Equal([600, 720], day.Hours.Select(hour => hour.Minute));
    }

    /// <summary>Whatever was counted, wherever: hours are in order, in the future, once each, with people in their interval.</summary>
    [Property(MaxTest = 60, Arbitrary = [typeof(Instants)])]
    public void Any_history_gives_a_forecast_in_form(ZonedMoment moment, ushort[] counts, byte days)
    {
        var calendar = StoreCalendar.Create(moment.Zone, new TimeOnly(days % 24, 0));
        var forecast = StoreForecaster.Make(
            Guid.Empty,
            History(calendar, Hours(7, 20), moment.Instant, 21 + (days % 60), (date, hour) => counts.Length == 0 ? 0 : counts[((date.DayNumber * 13) + hour) % counts.Length]),
            calendar, Hours(7, 20), moment.Instant);

        Assert.Equal(forecast.Hours.Select(hour => hour.Start).Order().Distinct(), forecast.Hours.Select(hour => hour.Start));
        Assert.All(forecast.Hours, hour =>
        {
            Assert.True(hour.Start >= moment.Instant && hour.Start < moment.Instant.AddDays(14));
            Assert.True(Hours(7, 20).IsOpenAt(hour.Start, calendar));
            Assert.True(double.IsFinite(hour.Entries) && hour.Entries >= 0 && hour.Low >= 0 && hour.Low <= hour.Entries + 0.5 && hour.High >= hour.Entries - 0.5, $"{hour}");
        });
        Assert.Equal(forecast.Hours.Select(hour => hour.Date).Distinct(), forecast.Days.Select(day => day.Date));
    }

    private static IEnumerable<ForecastHour> On(StoreForecast forecast, int day) => forecast.Hours.Where(hour => hour.Date.Day == day);

    private static StoreForecast Make(string zone, OperatingHours hours, DateTimeOffset now, int days, Func<DateOnly, int, double> count)
    {
        var calendar = StoreCalendar.Create(zone);
        return StoreForecaster.Make(Guid.Empty, History(calendar, hours, now, days, count), calendar, hours, now);
    }

    private static ImmutableArray<CountedDay> History(
        StoreCalendar calendar, OperatingHours hours, DateTimeOffset now, int days, Func<DateOnly, int, double> count)
    {
        var today = calendar.DayOf(now).Date;
        return CountedDay.Of(
            from day in calendar.Days(today.AddDays(-days), today.AddDays(-1))
            from open in CountedDay.OpenHours(day, calendar, hours)
            let seconds = (int)(3600 * open.OpenShare)
            select new HourCount(Guid.Empty, open.Hour.Start, open.Hour.End, (long)Math.Round(count(day.Date, open.Hour.LocalStart.Hour) * open.OpenShare), seconds, seconds),
            calendar, hours, now);
    }

    private static OperatingHours Hours(int open, int close, string exceptions = "")
    {
        var week = string.Join(", ", Enum.GetValues<DayOfWeek>().Select(day =>
            $$"""
            "{{day.ToString().ToLowerInvariant()}}": [{"open": "{{open:00}}:00", "close": "{{close:00}}:00"}]
            """));
        using var json = JsonDocument.Parse($$"""{ {{week}}, "exceptions": [{{exceptions}}] }""");
        Assert.True(OperatingHours.TryParse(json.RootElement, out var hours, out var problem), problem);
        return hours;
    }
}
