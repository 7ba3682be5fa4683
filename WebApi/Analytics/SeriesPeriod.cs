using System.Globalization;
using RetailOrleans.Calendar;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>What one row of a series is about.</summary>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC, exclusive.</param>
/// <param name="LocalStart">What the store's clock shows at the start.</param>
/// <param name="Label">For a chart.</param>
internal readonly record struct SeriesPeriod(DateTimeOffset Start, DateTimeOffset End, DateTime LocalStart, string Label)
{
    private const int QuarterMinutes = 15;

    /// <summary>The periods of a range in order, each with the hours (or quarters) that it is made of.</summary>
    public static IReadOnlyList<(SeriesPeriod Period, IReadOnlyList<LocalHour> Hours)> Of(
        StoreCalendar calendar, DateTimeOffset from, DateTimeOffset to, AnalyticsQuestion question)
    {
        var periods = new List<(SeriesPeriod, IReadOnlyList<LocalHour>)>();
        List<LocalHour> hours = [];
        string? current = null;
        foreach (var day in to > from ? calendar.Days(calendar.DayOf(from).Date, calendar.DayOf(to.AddTicks(-1)).Date) : [])
        {
            var own = question.Granularity is "15m" ? day.Divided(QuarterMinutes).Hours : day.Hours;
            foreach (var hour in own)
            {
                if (hour.Start < from || hour.Start >= to)
                {
                    continue;
                }

                if (question.Granularity is "hour" or "15m")
                {
                    periods.Add((new SeriesPeriod(hour.Start, hour.End, hour.LocalStart, Wall(hour)), [hour]));
                    continue;
                }

                var name = question.Granularity is "total" ? "Total" : question.Calendar.PeriodOf(day.Date, question.Length).Name;
                if (current is not null && name != current)
                {
                    periods.Add(Grouped(current, hours));
                    hours = [];
                }

                current = name;
                hours.Add(hour);
            }
        }

        if (current is not null)
        {
            periods.Add(Grouped(current, hours));
        }

        return periods;
    }

    public static string Wall(LocalHour hour) => hour.LocalStart.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static (SeriesPeriod, IReadOnlyList<LocalHour>) Grouped(string name, List<LocalHour> hours) =>
        (new SeriesPeriod(hours[0].Start, hours[^1].End, hours[0].LocalStart, name), hours);
}
