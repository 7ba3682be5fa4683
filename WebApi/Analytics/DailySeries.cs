using System.Collections.Immutable;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>The business days of one store, or weeks or months of them: a row for every one, with nulls where nothing was counted.</summary>
internal sealed class DailySeries
{
    /// <summary>How many days before a range its comparisons reach.</summary>
    public const int DaysBefore = 366;

    private const int Week = 7;

    /// <summary>52 weeks, so that weekdays lie beside their like.</summary>
    private const int Year = 364;

    private readonly bool _isDays;
    private readonly IReadOnlyDictionary<DateOnly, DayRow> _byDate;
    private readonly IReadOnlyDictionary<(Guid StoreId, DateOnly Date), long> _before;
    private readonly Lazy<DaySums> _sums;

    private DailySeries(
        StoreClock clock, IReadOnlyDictionary<DateOnly, DayRow> byDate, IReadOnlyDictionary<(Guid StoreId, DateOnly Date), long> before,
        IReadOnlyList<DayPeriod> periods, IReadOnlyList<DayRow> days, bool isDays)
    {
        (Clock, _byDate, _before, Periods, Days, _isDays) = (clock, byDate, before, periods, days, isDays);
        Total = DayTotals.Of(days);
        HasRows = days.Count > 0;
        _sums = new Lazy<DaySums>(SumsOfDays);
    }

    private DailySeries(StoreClock clock, IReadOnlyList<DayPeriod> periods, DaySums sums, bool hasRows)
    {
        (Clock, Periods, HasRows, Days, _sums) = (clock, periods, hasRows, [], new Lazy<DaySums>(sums));
        (_byDate, _before) = (ImmutableDictionary<DateOnly, DayRow>.Empty, ImmutableDictionary<(Guid StoreId, DateOnly Date), long>.Empty);
        Total = DayTotals.OfPeriods([.. periods.Select(period => period.Total)]);
    }

    public StoreClock Clock { get; }

    public IReadOnlyList<DayPeriod> Periods { get; }

    /// <summary>The days of the range that have a row; none where only sums were read.</summary>
    public IReadOnlyList<DayRow> Days { get; }

    /// <summary>Whether any day of the range has a row.</summary>
    public bool HasRows { get; }

    /// <summary>The range as a whole.</summary>
    public DayTotals Total { get; }

    public IEnumerable<DayResponse> Responses => Periods.Select(Response);

    /// <summary>Lays the found rows over the dates from <paramref name="first"/> to <paramref name="last"/>, both inclusive.</summary>
    /// <param name="clock">The store.</param>
    /// <param name="first">First date.</param>
    /// <param name="last">Last date.</param>
    /// <param name="found">Rows of the range.</param>
    /// <param name="before">Entries of the days before, for changes.</param>
    /// <param name="question">How long a period is.</param>
    public static DailySeries Of(
        StoreClock clock, DateOnly first, DateOnly last, IEnumerable<DayRow> found, IReadOnlyDictionary<(Guid StoreId, DateOnly Date), long> before,
        AnalyticsQuestion question)
    {
        var byDate = found.ToDictionary(row => row.Date);
        var periods = PeriodsOf(first, last, question).Select(period => new DayPeriod(
            period.First, period.Last, period.Name,
            DayTotals.Of([.. Dates(period.First, period.Last).Select(day => byDate.GetValueOrDefault(day)).OfType<DayRow>()])));
        return new DailySeries(
            clock, byDate, before, [.. periods], [.. Dates(first, last).Select(day => byDate.GetValueOrDefault(day)).OfType<DayRow>()], question.Granularity is "day");
    }

    /// <summary>A series of sums that the database added up; its days are not known one by one.</summary>
    /// <param name="clock">The store.</param>
    /// <param name="periods">Of the range.</param>
    /// <param name="sums">Of each period; null where no day has a row.</param>
    /// <param name="notYetDue">Expected seconds of the day that still runs which are yet to come.</param>
    public static DailySeries OfSums(
        StoreClock clock, IReadOnlyList<(DateOnly First, DateOnly Last, string Name)> periods, IReadOnlyList<PeriodSums?> sums, long notYetDue)
    {
        var known = sums.OfType<PeriodSums>().Select(period => period.Sums).ToArray();
        return new DailySeries(
            clock,
            [.. periods.Zip(sums, (period, sum) => new DayPeriod(period.First, period.Last, period.Name, DayTotals.Of(sum)))],
            new DaySums(
                known.Sum(sum => sum.Entries), known.Sum(sum => sum.ExpectedDays), known.Sum(sum => sum.CoveredSeconds),
                known.Sum(sum => sum.ExpectedSeconds) - notYetDue),
            known.Length > 0);
    }

    /// <summary>The periods of a range, the first and the last cut at its ends.</summary>
    public static IReadOnlyList<(DateOnly First, DateOnly Last, string Name)> PeriodsOf(DateOnly first, DateOnly last, AnalyticsQuestion question)
    {
        var periods = new List<(DateOnly, DateOnly, string)>();
        for (var date = first; date <= last;)
        {
            var (_, end, name) = question.Granularity is "total" ? (first, last, "Total") : question.Calendar.PeriodOf(date, question.Length);
            end = end < last ? end : last;
            periods.Add((date, end, name));
            date = end.AddDays(1);
        }

        return periods;
    }

    /// <summary>How much of the range is known; 0 when nothing is.</summary>
    public double Completeness() => Periods.Count == 0 ? 0 : Completeness(Clock, Periods[0].First, Periods[^1].Last, _sums.Value);

    /// <summary>How much of a range is known: an open day without a row was expected as the days that have one were.</summary>
    public static double Completeness(StoreClock clock, DateOnly first, DateOnly last, DaySums? sums)
    {
        if (sums is not { ExpectedDays: > 0, ExpectedSeconds: > 0 })
        {
            return 0;
        }

        var today = clock.Calendar.DayOf(clock.Now).Date;
        var openDays = Dates(first, last < today ? last : today).Count(date => clock.HoursOn(date).IsOpenOn(date));
        var due = sums.ExpectedSeconds * (Math.Max(openDays, sums.ExpectedDays) / (double)sums.ExpectedDays);
        return Math.Round(Math.Min(1, sums.CoveredSeconds / due), 4);
    }

    /// <summary>Expected seconds of a day that are yet to come.</summary>
    public static long NotYetDue(StoreClock clock, DayRow? day) => day?.Counts?.Totals is { } row && clock.Now < row.HourEnd
        ? row.ExpectedSeconds - (long)(row.ExpectedSeconds * clock.PassedShare(row.HourStart, row.HourEnd))
        : 0;

    private DaySums SumsOfDays()
    {
        var counted = Days.Where(day => day.Counts is not null).ToArray();
        return new DaySums(
            counted.Sum(day => day.Counts!.Totals.Entries), counted.Count(day => day.Counts!.Totals.ExpectedSeconds > 0),
            counted.Sum(day => (long)day.Counts!.Totals.CoveredSeconds),
            counted.Sum(day => day.Counts!.Totals.ExpectedSeconds - NotYetDue(Clock, day)));
    }

    private static IEnumerable<DateOnly> Dates(DateOnly first, DateOnly last)
    {
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            yield return date;
        }
    }

    private DayResponse Response(DayPeriod period)
    {
        var (store, total, sales) = (Clock.Store, period.Total, period.Total.Sales);
        var row = total.Counts?.Totals;
        long? Then(DateOnly date) => !_isDays ? null
            : _byDate.GetValueOrDefault(date)?.Counts?.Totals.Entries ?? (_before.TryGetValue((store.StoreId, date), out var entries) ? entries : null);
        return new DayResponse(
            store.StoreId, period.First, period.Name, row?.Entries, row?.Exits, row is null ? null : row.Entries - row.Exits, row?.Passing,
            row is null ? null : Rates.Capture(row.Entries, row.Passing), row is null ? null : Math.Round(row.AvgOccupancy, 2), row?.PeakOccupancy, row?.PeakAt,
            total.Counts is { } counts ? Clock.Calendar.HourOf(counts.PeakHour).LocalStart.Hour : null,
            total.Counts?.BusinessHoursEntries, row is null ? null : row.Entries - total.Counts!.BusinessHoursEntries,
            row is null ? null : Figures.LineDistribution(row.Lines),
            row is null ? null : Figures.Dwell(row.AvgOccupancy, total.Counts!.CountedMinutes, row.Entries),
            total.Conversion, sales?.Transactions, sales?.Revenue, sales?.Currency, Figures.Per(sales?.Revenue, sales?.Transactions),
            Figures.Per(total.BothSales?.Revenue, total.BothEntries),
            Figures.Change(row?.Entries, Then(period.First.AddDays(-1))), Figures.Change(row?.Entries, Then(period.First.AddDays(-Week))),
            Figures.Change(row?.Entries, Then(period.First.AddMonths(-1))), Figures.Change(row?.Entries, Then(period.First.AddDays(-Year))),
            row is null ? null : _isDays ? Clock.Completeness(row.CoveredSeconds, row.ExpectedSeconds, row.HourStart, row.HourEnd)
                : Figures.Completeness(row.CoveredSeconds, row.ExpectedSeconds, row.HourStart, row.HourEnd, DateTimeOffset.MaxValue, () => []),
            row is null ? null : Math.Round(row.Drift, 2))
        {
            Counted = CountedResponse.Of(row?.Counted),
            Trend = row is not null && _isDays && row.HourEnd <= Clock.Now
                ? TrendResponse.Of([.. Enumerable.Range(1 - TrendResponse.Weeks, TrendResponse.Weeks).Select(week => week == 0 ? row.Entries : Then(period.First.AddDays(Week * week)))])
                : null,
        };
    }
}
