using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Forecasts;

namespace RetailOrleans.Grains.Forecasting;

/// <summary>Makes a store's forecast of its counted days. Pure.</summary>
internal static class StoreForecaster
{
    /// <summary>How far it reaches, days, today included.</summary>
    public const int Days = 14;

    /// <summary>With fewer counted days nothing is said: every weekday has to be seen three times.</summary>
    public const int NeededDays = 21;

    /// <summary>The part of hours within their interval.</summary>
    public const double Coverage = 0.8;

    /// <summary>How much of the past is looked at: a year tells the season, two the holidays, with as many days around as they are compared with.</summary>
    public static readonly TimeSpan History = TimeSpan.FromDays((2 * 366) + 28);

    /// <summary>The open hours from the next one on, for 14 days.</summary>
    /// <param name="storeId">Whose.</param>
    /// <param name="days">Its counted days, in order.</param>
    /// <param name="calendar">Its calendar.</param>
    /// <param name="hours">When it is open.</param>
    /// <param name="now">The present; hours that have begun are no future.</param>
    public static StoreForecast Make(Guid storeId, ImmutableArray<CountedDay> days, StoreCalendar calendar, OperatingHours hours, DateTimeOffset now)
    {
        var until = now.AddDays(Days);
        var isEnough = days.Length >= NeededDays;
        var (forecast, sums) = isEnough ? Ahead(days.AsSpan(), calendar, hours, now, until) : ([], []);
        return new StoreForecast(
            storeId, now, until, Coverage, days.Length, NeededDays, days.IsEmpty ? null : days[0].Date, days.IsEmpty ? null : days[^1].Date, forecast, sums);
    }

    private static (ImmutableArray<ForecastHour> Hours, ImmutableArray<ForecastDay> Days) Ahead(
        ReadOnlySpan<CountedDay> history, StoreCalendar calendar, OperatingHours hours, DateTimeOffset now, DateTimeOffset until)
    {
        var model = DemandModel.Of(history);
        var spread = ForecastSpread.Of(history, NeededDays, Coverage);
        var forecast = ImmutableArray.CreateBuilder<ForecastHour>();
        var sums = ImmutableArray.CreateBuilder<ForecastDay>();
        foreach (var day in calendar.Days(calendar.DayOf(now).Date, calendar.DayOf(until.AddTicks(-1)).Date))
        {
            var ahead = Math.Max(1, day.Date.DayNumber - history[^1].Date.DayNumber);
            var sum = 0.0;
            var first = forecast.Count;
            foreach (var (hour, share) in CountedDay.OpenHours(day, calendar, hours))
            {
                if (hour.Start >= now && hour.Start < until
                    && model.Expect(day.Date, hours.IsException(day.Date), CountedDay.MinuteOf(hour), share) is { } expected)
                {
                    var (low, high) = spread.Hour(expected, ahead);
                    forecast.Add(new ForecastHour(hour.Start, hour.LocalStart, day.Date, Math.Round(expected, 1), low, high));
                    sum += expected;
                }
            }

            if (forecast.Count > first)
            {
                var (low, high) = spread.Day(sum, ahead);
                sums.Add(new ForecastDay(day.Date, Math.Round(sum, 1), low, high));
            }
        }

        return (forecast.ToImmutable(), sums.ToImmutable());
    }
}
