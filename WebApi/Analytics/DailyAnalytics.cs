using System.Collections.Immutable;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Answers questions about business days, of stores each for itself or beside each other.</summary>
internal sealed class DailyAnalytics(DayQueries days, TimeProvider time)
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
            return series.All(one => one.Days.Count == 0)
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
        var series = await ListAsync(target, question, question.Range, cancellationToken, withMaps: question.Metric is "regional");
        var then = await SumAsync(target, question.Range.Before(compare).Range, cancellationToken);
        var stores = series.Select(one => new ComparedStore(
            one.Clock.Store.StoreId, one.Clock.Store.Name, one.Days.Count == 0 ? [] : [.. one.Responses], SummaryOf(one))).ToArray();
        var ranking = series.Zip(stores).OrderByDescending(pair => pair.Second.Summary.TotalVisitors).ThenBy(pair => pair.Second.StoreName, StringComparer.Ordinal)
            .Select((pair, place) => new RankedStore(
                place + 1, pair.Second.StoreId, pair.Second.StoreName, pair.Second.Summary.TotalVisitors, pair.Second.Summary.AvgConversionRate,
                pair.Second.Summary.DataCompleteness))
            .ToArray();
        return new ComparisonResponse(
            stores, new ChartResponse(DailyChart.Labels(series), StoreChart.Datasets(series, question.Metric)),
            new ComparisonSummary(
                ranking.FirstOrDefault(store => series.First(one => one.Clock.Store.StoreId == store.StoreId).Total.Counts is not null),
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

    /// <summary>Visitors and completeness of another time, in the order of the target.</summary>
    private async Task<IReadOnlyList<(long Visitors, double Completeness)>> SumAsync(AnalyticsTarget target, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var stores = target.Stores.Select(store => new StoreClock(store, now)).Select(clock => (Clock: clock, Dates: range.Dates(clock.Calendar))).ToArray();
        var sums = new Dictionary<Guid, DaySums>();
        foreach (var same in stores.GroupBy(store => store.Dates))
        {
            foreach (var (id, sum) in await days.SumAsync([.. same.Select(store => store.Clock.Store.StoreId)], same.Key.First, same.Key.Last, cancellationToken))
            {
                sums.Add(id, sum);
            }
        }

        return [.. stores.Select(store => sums.GetValueOrDefault(store.Clock.Store.StoreId) is { } sum
            ? (sum.Entries, DailySeries.Completeness(store.Clock, store.Dates.First, store.Dates.Last, sum))
            : (0L, 0.0))];
    }

    private static void Limit(AnalyticsTarget target, AnalyticsQuestion question)
    {
        if (target.Stores.Count == 0)
        {
            return;
        }

        var (first, last) = question.Range.Dates(Calendar.StoreCalendar.Create(target.Stores[0].TimeZone, target.Stores[0].DayStart));
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
