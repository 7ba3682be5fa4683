using RetailOrleans.ForecastBench;

namespace RetailOrleans.Unit.Tests.Forecasting;

/// <summary>A part of <c>./bench forecast</c>, by which nobody makes forecasts worse without noticing.</summary>
public sealed class BackTestTests
{
    [Fact]
    public void Forecasts_of_a_simulated_year_are_better_than_the_last_week_s_hours()
    {
        var test = new BackTest();
        foreach (var (_, make) in Shops.All)
        {
            test.Add(new BackTest().Run(make(3), Shops.Year, Shops.Year.AddDays(364), step: 33));
        }

        Assert.True(test.Hours.Count > 4_000, $"Only {test.Hours.Count} hours were compared.");
        Assert.True(test.Hours.Mae < 0.85 * test.Naive.Mae, $"Hours: {test.Hours.Mae:0.00}, seasonal-naive {test.Naive.Mae:0.00}");
        Assert.True(test.Hours.Mae < test.FourWeeks.Mae, $"Hours: {test.Hours.Mae:0.00}, median of four weeks {test.FourWeeks.Mae:0.00}");
        Assert.True(test.Days.Wape < 0.9 * test.NaiveDays.Wape, $"Days: {test.Days.Wape:0.000}, seasonal-naive {test.NaiveDays.Wape:0.000}");
        Assert.InRange(test.Hours.Coverage, 0.73, 0.87);
        Assert.InRange(test.Days.Coverage, 0.65, 0.92);
    }

    [Fact]
    public void With_some_weeks_of_history_too()
    {
        var test = new BackTest().Run(Shops.All[2].Make(3), Shops.First.AddDays(28), Shops.First.AddDays(200), step: 12);

        Assert.True(test.Hours.Mae < 0.9 * test.Naive.Mae, $"Hours: {test.Hours.Mae:0.00}, seasonal-naive {test.Naive.Mae:0.00}");
        Assert.InRange(test.Hours.Coverage, 0.7, 0.9);
    }
}
