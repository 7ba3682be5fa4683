using System.Collections.Immutable;
using RetailOrleans.Grains.Forecasting;

namespace RetailOrleans.ForecastBench;

/// <summary>
/// Forecasts of a shop as they would have been made in its past, each by what was known on that day, beside what came: ours, the same hour of
/// the last week that is known (seasonal-naive), and the median of that hour of the last four weeks.
/// </summary>
internal sealed class BackTest
{
    public Score Hours { get; } = new();

    public Score Days { get; } = new();

    public Score Naive { get; } = new();

    public Score NaiveDays { get; } = new();

    public Score FourWeeks { get; } = new();

    /// <param name="shop">Whose past.</param>
    /// <param name="first">The day of the first forecast.</param>
    /// <param name="last">The day of the last one at most.</param>
    /// <param name="step">Days between forecasts; no whole weeks, so that they are made on all weekdays.</param>
    public BackTest Run(SimulatedShop shop, DateOnly first, DateOnly last, int step)
    {
        var known = CountedDay.Of(shop.Counts, shop.Calendar, shop.Hours, shop.Calendar.Day(last.AddDays(1)).Start);
        var byLocal = known.SelectMany(day => day.Hours.Select(hour => (Key: (day.Date, hour.Minute), hour.Entries))).ToLookup(hour => hour.Key, hour => hour.Entries);
        for (var date = first; date <= last; date = date.AddDays(step))
        {
            var now = shop.Calendar.Day(date).Start.AddHours(6);
            ImmutableArray<CountedDay> history = [.. known.Where(day => day.Date < date && day.Date >= date.AddDays(-(int)StoreForecaster.History.TotalDays))];
            var forecast = StoreForecaster.Make(Guid.Empty, history, shop.Calendar, shop.Hours, now);
            var days = forecast.Days.ToDictionary(day => day.Date);
            foreach (var day in forecast.Hours.GroupBy(hour => hour.Date))
            {
                double truth = 0, naive = 0;
                foreach (var hour in day)
                {
                    if (shop.Truth(hour.Start) is not { } came)
                    {
                        continue;
                    }

                    var minute = (hour.LocalStart.Hour * 60) + hour.LocalStart.Minute;
                    var weeks = Enumerable.Range(1, 10).Select(week => hour.Date.AddDays(-7 * week)).Where(before => before < date)
                        .Select(before => byLocal[(before, minute)]).Where(before => before.Any()).Select(before => before.First()).Take(4).ToArray();
                    truth += came;
                    naive += weeks[0];
                    Hours.Add(hour.Entries, came, came >= hour.Low && came <= hour.High);
                    Naive.Add(weeks[0], came);
                    FourWeeks.Add(Storage.Patterns.Quantiles.Middle([.. weeks.Order()]), came);
                }

                Days.Add(days[day.Key].Entries, truth, truth >= days[day.Key].Low && truth <= days[day.Key].High);
                NaiveDays.Add(naive, truth);
            }
        }

        return this;
    }

    public void Add(BackTest other)
    {
        Hours.Add(other.Hours);
        Days.Add(other.Days);
        Naive.Add(other.Naive);
        NaiveDays.Add(other.NaiveDays);
        FourWeeks.Add(other.FourWeeks);
    }
}
