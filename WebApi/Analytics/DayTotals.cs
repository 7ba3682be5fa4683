using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>
/// One or several business days added up. What is made of sales and visitors together is made of the days that have both: a day whose
/// sales were not reported must not look like one that sold nothing.
/// </summary>
/// <param name="Days">How many days were counted.</param>
/// <param name="Counts">Null when nothing was counted.</param>
/// <param name="Sales">Null when no sales were reported.</param>
/// <param name="BothEntries">Entries of the days that have both.</param>
/// <param name="BothSales">Sales of those days; null when there are none.</param>
internal sealed record DayTotals(int Days, DayCounts? Counts, DaySales? Sales, long BothEntries, DaySales? BothSales)
{
    public long? Entries => Counts?.Totals.Entries;

    public double? Conversion => Figures.Conversion(BothSales?.Transactions, BothEntries);

    /// <summary>Adds days up; of one store for what depends on the order of time.</summary>
    public static DayTotals Of(IReadOnlyCollection<DayRow> days)
    {
        var counted = days.Where(day => day.Counts is not null).OrderBy(day => day.Date).ToArray();
        var both = days.Where(day => day.Counts is not null && day.Sales is not null).ToArray();
        return new DayTotals(
            counted.Length, CountsOf([.. counted.Select(day => day.Counts!)]), SalesOf(days.Select(day => day.Sales)),
            both.Sum(day => day.Counts!.Totals.Entries), SalesOf(both.Select(day => day.Sales)));
    }

    /// <summary>What the database added up; null = no day has a row.</summary>
    public static DayTotals Of(PeriodSums? sums) =>
        sums is null ? new DayTotals(0, null, null, 0, null) : new DayTotals(sums.Days, sums.Counts, sums.Sales, sums.BothEntries, sums.BothSales);

    /// <summary>Adds periods of one store up, in the order of time.</summary>
    public static DayTotals OfPeriods(IReadOnlyCollection<DayTotals> periods) => new(
        periods.Sum(period => period.Days), CountsOf([.. periods.Select(period => period.Counts).OfType<DayCounts>()]), SalesOf(periods.Select(period => period.Sales)),
        periods.Sum(period => period.BothEntries), SalesOf(periods.Select(period => period.BothSales)));

    /// <summary>Whole days in a row, each weighted by how much of it was counted.</summary>
    private static DayCounts? CountsOf(DayCounts[] days)
    {
        if (days.Length <= 1)
        {
            return days.Length == 0 ? null : days[0];
        }

        var weighted = days.Select(day => day.Totals with { HourEnd = day.Totals.HourStart.AddMinutes(day.CountedMinutes) }).ToArray();
        var best = days.MaxBy(day => day.Totals.Entries)!;
        return new DayCounts(
            HourRows.Combine(weighted, days[0].Totals.HourStart, days[^1].Totals.HourEnd), days.Sum(day => day.CountedMinutes), best.PeakHour,
            days.Sum(day => day.BusinessHoursEntries));
    }

    /// <summary>Null without sales; of stores of one currency.</summary>
    private static DaySales? SalesOf(IEnumerable<DaySales?> days)
    {
        var sales = days.OfType<DaySales>().ToArray();
        return sales.Length == 0 ? null : new DaySales(sales.Sum(day => day.Transactions), sales.Sum(day => day.Revenue), sales[0].Currency);
    }
}
