using System.Collections.Immutable;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Answers questions about business days, of stores each for itself or beside each other.</summary>
internal sealed class DailyAnalytics(DayQueries days, PeriodQueries periods, TimeProvider time)
{
    private const long MostRows = 250_000;
    private const string DefaultCompare = "previous";

    public async Task<DailyAnalyticsResponse> AnswerAsync(AnalyticsTarget target, AnalyticsQuestion question, CancellationToken cancellationToken)
    {
        Limit(target, question);
        var series = await ListAsync(target, question, question.Range, cancellationToken);
        var summary = Summary(series);
        if (question.Compare is not { } compare)
        {
            return series.All(one => !one.HasRows)
                ? new DailyAnalyticsResponse([], new ChartResponse([], []), summary)
                : new DailyAnalyticsResponse(
                    [.. series.SelectMany(one => one.Responses)], new ChartResponse(DailyChart.Labels(series), DailyChart.Datasets(series, question.Metric)), summary);
        }

        var then = await ListAsync(target, question, question.Range.Before(compare).Range, cancellationToken);
        var thenSummary = Summary(then);
        var labels = DailyChart.Labels(series);
        return new DailyAnalyticsResponse(
            [.. series.SelectMany(one => one.Responses)],
            new ChartResponse(labels, [
                .. DailyChart.Datasets(series, question.Metric),
                .. Charts.Beside(compare, DailyChart.Datasets(then, question.Metric), labels.Count, place => place),
            ]),
            summary,
            new DailyCompared(
                compare, thenSummary, Figures.Change(summary.TotalVisitors, thenSummary.TotalVisitors),
                LikeForLike.Of(compare, [.. series.Zip(then, (now, before) => new TwoTimes(
                    now.Clock, now.Total.Entries ?? 0, now.Completeness(), before.Total.Entries ?? 0, before.Completeness()))])));
    }

    public async Task<ComparisonResponse> CompareAsync(AnalyticsTarget target, AnalyticsQuestion question, CancellationToken cancellationToken)
    {
        Limit(target, question);
        var compare = question.Compare ?? DefaultCompare;
        var asking = question.Granularity is "day" || question.Metric is "regional"
            ? ListAsync(target, question, question.Range, cancellationToken, withMaps: question.Metric is "regional")
            : ListSumsAsync(target, question, cancellationToken);
        var askingThen = SumAsync(target, question.Range.Before(compare).Range, cancellationToken);
        await Task.WhenAll(asking, askingThen);
        var (series, then) = (await asking, await askingThen);
        var stores = series.Select(one => new ComparedStore(
            one.Clock.Store.StoreId, one.Clock.Store.Name, one.HasRows ? [.. one.Responses] : [], SummaryOf(one))).ToArray();
        var counted = series.Where(one => one.Total.Counts is not null).Select(one => one.Clock.Store.StoreId).ToHashSet();
        var ranking = series.Zip(stores).OrderByDescending(pair => pair.Second.Summary.TotalVisitors).ThenBy(pair => pair.Second.StoreName, StringComparer.Ordinal)
            .Select((pair, place) => new RankedStore(
                place + 1, pair.Second.StoreId, pair.Second.StoreName, pair.Second.Summary.TotalVisitors, pair.Second.Summary.AvgConversionRate,
                pair.Second.Summary.DataCompleteness))
            .ToArray();
        return new ComparisonResponse(
            stores, new ChartResponse(DailyChart.Labels(series), StoreChart.Datasets(series, question.Metric)),
            new ComparisonSummary(
                ranking.FirstOrDefault(store => counted.Contains(store.StoreId)),
                ranking.Where(store => store.ConversionRate is not null).MaxBy(store => store.ConversionRate), ranking,
                LikeForLike.Of(compare, [.. series.Zip(stores, then).Select(store => new TwoTimes(
                    store.First.Clock, store.Second.Summary.TotalVisitors, store.Second.Summary.DataCompleteness, store.Third.Visitors, store.Third.Completeness))])));
    }

    /// <summary>A series per store, in the order of the target.</summary>
    public async Task<IReadOnlyList<DailySeries>> ListAsync(
        AnalyticsTarget target, AnalyticsQuestion question, AnalyticsRange range, CancellationToken cancellationToken, bool withMaps = true)
    {
        if (target.Stores.Count == 0)
        {
            return [];
        }

        var now = time.GetUtcNow();
        var clocks = target.Stores.Select(store => new StoreClock(store, now)).ToArray();
        var dates = clocks.Select(clock => range.Dates(clock.Calendar)).ToArray();
        var (first, last) = (dates.Min(date => date.First), dates.Max(date => date.Last));
        Guid[] ids = [.. target.Stores.Select(store => store.StoreId)];
        var found = await days.ListAsync(ids, first, last, withMaps, cancellationToken);
        var before = question.Granularity is "day"
            ? await days.ListEntriesAsync(ids, first.AddDays(-DailySeries.DaysBefore), first.AddDays(-1), cancellationToken)
            : ImmutableDictionary<(Guid StoreId, DateOnly Date), long>.Empty;
        return [.. clocks.Zip(dates, (clock, date) => DailySeries.Of(clock, date.First, date.Last, found[clock.Store.StoreId], before, question))];
    }

    /// <summary>A series per store, in the order of the target, of weeks, months or the whole: the database adds them up.</summary>
    private async Task<IReadOnlyList<DailySeries>> ListSumsAsync(AnalyticsTarget target, AnalyticsQuestion question, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var series = new Dictionary<Guid, DailySeries>();
        foreach (var same in Clocks(target, question.Range, now))
        {
            var (first, last) = same.Key;
            var wanted = DailySeries.PeriodsOf(first, last, question);
            Guid[] ids = [.. same.Select(clock => clock.Store.StoreId)];
            var sums = await periods.SumAsync(ids, [.. wanted.Select(period => (period.First, period.Last))], cancellationToken);
            var running = last >= same.Min(clock => clock.Calendar.DayOf(now).Date)
                ? await days.ListAsync(ids, same.Min(clock => clock.Calendar.DayOf(now).Date), last, false, cancellationToken)
                : Enumerable.Empty<DayRow>().ToLookup(row => row.StoreId);
            foreach (var clock in same)
            {
                var id = clock.Store.StoreId;
                series.Add(id, DailySeries.OfSums(
                    clock, wanted, [.. wanted.Select((_, place) => sums.GetValueOrDefault((id, place)))],
                    running[id].Sum(day => DailySeries.NotYetDue(clock, day))));
            }
        }

        return [.. target.Stores.Select(store => series[store.StoreId])];
    }

    /// <summary>Visitors and completeness of another time, in the order of the target.</summary>
    private async Task<IReadOnlyList<(long Visitors, double Completeness)>> SumAsync(AnalyticsTarget target, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, (long, double)>();
        foreach (var same in Clocks(target, range, time.GetUtcNow()))
        {
            var (first, last) = same.Key;
            var sums = last < first
                ? ImmutableDictionary<(Guid StoreId, int Place), PeriodSums>.Empty
                : await periods.SumAsync([.. same.Select(clock => clock.Store.StoreId)], [(first, last)], cancellationToken);
            foreach (var clock in same)
            {
                var sum = sums.GetValueOrDefault((clock.Store.StoreId, 0))?.Sums;
                found.Add(clock.Store.StoreId, (sum?.Entries ?? 0, DailySeries.Completeness(clock, first, last, sum)));
            }
        }

        return [.. target.Stores.Select(store => found[store.StoreId])];
    }

    /// <summary>The stores by the dates that a range has in their calendars.</summary>
    private static IEnumerable<IGrouping<(DateOnly First, DateOnly Last), StoreClock>> Clocks(AnalyticsTarget target, AnalyticsRange range, DateTimeOffset now) =>
        target.Stores.Select(store => new StoreClock(store, now)).GroupBy(clock => range.Dates(clock.Calendar));

    private static void Limit(AnalyticsTarget target, AnalyticsQuestion question)
    {
        if (target.Stores.Count == 0)
        {
            return;
        }

        var (first, last) = question.Range.Dates(Storage.Registry.StorePast.Of(target.Stores[0]).Calendar);
        var rows = (long)(last.DayNumber - first.DayNumber + 1) * target.Stores.Count;
        if (rows > MostRows)
        {
            throw ValidationErrors.Of(
                "end_date", $"These are {rows} days of {target.Stores.Count} stores, more than the {MostRows} that one answer holds. Give fewer stores or a shorter range.");
        }
    }

    private static DailySummary Summary(IReadOnlyList<DailySeries> series)
    {
        var byDate = series.SelectMany(one => one.Days).Where(day => day.Counts is not null).GroupBy(day => day.Date)
            .Select(date => (Date: date.Key, Entries: date.Sum(day => day.Counts!.Totals.Entries))).OrderBy(date => date.Date).ToArray();
        var totals = series.Select(one => one.Total).ToArray();
        return new DailySummary(
            byDate.Sum(date => date.Entries), byDate.Length == 0 ? 0 : Math.Round(byDate.Average(date => date.Entries), 2),
            byDate.Length == 0 ? null : byDate.MaxBy(date => date.Entries).Date,
            Figures.Conversion(
                totals.Any(total => total.BothSales is not null) ? totals.Sum(total => total.BothSales?.Transactions ?? 0) : null,
                totals.Sum(total => total.BothEntries)));
    }

    private static ComparedStoreSummary SummaryOf(DailySeries series)
    {
        var total = series.Total;
        return new ComparedStoreSummary(
            total.Entries ?? 0, total.Days == 0 ? 0 : Math.Round((total.Entries ?? 0) / (double)total.Days, 2), total.Conversion, total.Sales?.Revenue,
            total.Sales?.Currency, series.Completeness());
    }
}
