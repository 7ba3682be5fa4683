using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.Storage.Sales;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Answers questions about hours.</summary>
internal sealed class HourlyAnalytics(
    RegistryReader registry, RollupQueries rollups, OutageQueries outages, IFineRollups fine, SalesQueries sales, TimeProvider time)
{
    /// <summary>More rows are only given as CSV, which is not held in memory.</summary>
    private const long MostRows = 250_000;

    /// <summary>Quarters are made from readings, so they are given for some days of one store.</summary>
    private static readonly TimeSpan MostQuarters = TimeSpan.FromDays(31);

    /// <summary>The whole answer.</summary>
    public async Task<HourlyAnalyticsResponse> AnswerAsync(AnalyticsTarget target, AnalyticsQuestion question, CancellationToken cancellationToken)
    {
        Limit(target, question);
        var series = await ListAsync(target, question, question.Range, cancellationToken);
        var summary = Summary(series);
        if (summary.PeakOccupancy is null && question.Compare is null)
        {
            return new HourlyAnalyticsResponse([], new ChartResponse([], []), summary);
        }

        var chart = HourlyChart.Of(series, question.Metric, await TransactionsAsync(series, question, cancellationToken));
        HourlyCompared? compared = null;
        IEnumerable<DatasetResponse> beside = [];
        if (question.Compare is { } compare)
        {
            var (range, days) = question.Range.Before(compare);
            var then = await ListAsync(target, question, range, cancellationToken);
            var thenChart = HourlyChart.Of(then, question.Metric, await TransactionsAsync(then, question, cancellationToken));
            var thenSummary = Summary(then);
            compared = new HourlyCompared(
                compare, thenSummary, Figures.Change(summary.TotalEntries, thenSummary.TotalEntries), Figures.Change(summary.TotalExits, thenSummary.TotalExits));
            beside = Charts.Beside(compare, thenChart.Datasets, chart.Periods.Count, PlaceThen(chart, thenChart, question, days));
        }

        return new HourlyAnalyticsResponse([.. series.SelectMany(one => one.Responses)], chart.ToResponse(beside), summary, compared);
    }

    /// <summary>One series after the other, each loaded when the one before was taken.</summary>
    public async IAsyncEnumerable<HourlySeries> StreamAsync(
        AnalyticsTarget target, AnalyticsQuestion question, AnalyticsRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var store in target.Stores)
        {
            var clock = new StoreClock(store, time.GetUtcNow());
            var (from, to) = range.In(clock.Calendar);
            var first = question.Impute ? from - Imputation.Before : from;
            var asking = outages.ListAsync(store.StoreId, from, to, cancellationToken);
            if (target.Sensor is { } sensor)
            {
                var rows = await SensorRowsAsync(store, sensor.Key, first, to, question, cancellationToken);
                yield return HourlySeries.Of(clock, sensor.Id, from, to, rows, question, [.. (await asking).Where(one => one.SensorKey == sensor.Key)]);
            }
            else if (question.GroupBy is "sensor")
            {
                var ids = (await registry.ListStoreSensorsAsync(store.StoreId, cancellationToken)).ToDictionary(one => one.SensorKey, one => one.SensorId);
                var rows = (await SensorRowsAsync(store, null, first, to, question, cancellationToken)).ToLookup(row => row.SensorKey);
                foreach (var one in await asking)
                {
                    // One that delivered nothing has gaps to be explained.
                    if (ids.TryGetValue(one.SensorKey, out var id) && (one.IsActive || rows.Contains(one.SensorKey)))
                    {
                        yield return HourlySeries.Of(clock, id, from, to, rows[one.SensorKey], question, [one]);
                    }
                }
            }
            else
            {
                var rows = question.Granularity is "15m"
                    ? (await fine.ComputeAsync(store, from, to, 15, cancellationToken)).Where(row => row.SensorKey == HourRow.Store)
                    : await rollups.ListStoreHoursAsync(store.StoreId, first, to, cancellationToken);
                yield return HourlySeries.Of(clock, null, from, to, rows, question, await asking);
            }

            await asking;
        }
    }

    /// <summary>All of it in memory.</summary>
    public async Task<IReadOnlyList<HourlySeries>> ListAsync(
        AnalyticsTarget target, AnalyticsQuestion question, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var series = new List<HourlySeries>();
        await foreach (var one in StreamAsync(target, question, range, cancellationToken))
        {
            series.Add(one);
        }

        return series;
    }

    /// <summary>Refuses what is too much to make or to hold.</summary>
    /// <exception cref="ValidationException">With what to do instead.</exception>
    public void Limit(AnalyticsTarget target, AnalyticsQuestion question, bool isStreamed = false)
    {
        if (target.Stores.Count == 0)
        {
            return;
        }

        var (from, to) = question.Range.In(new StoreClock(target.Stores[0], time.GetUtcNow()).Calendar);
        if (question.Granularity is "15m" && (target.Stores.Count > 1 || to - from > MostQuarters))
        {
            throw ValidationErrors.Of(
                "granularity", $"15m is made from readings: ask for one store (store_id or sensor_id) and at most {MostQuarters.Days} days; got {target.Stores.Count} stores and {(to - from).TotalDays:0.#} days.");
        }

        var rows = (to - from).TotalHours * target.Stores.Count;
        if (!isStreamed && rows > MostRows)
        {
            throw ValidationErrors.Of(
                "end_date", $"These are {rows:0} hours of {target.Stores.Count} stores, more than the {MostRows} that one answer holds. Give store_id or a shorter range, or ask for text/csv, which has no such limit.");
        }
    }

    public static HourlySummary Summary(IReadOnlyList<HourlySeries> series)
    {
        var rows = series.SelectMany(one => one.Rows).OfType<HourRow>().ToArray();
        return rows.Length == 0
            ? new HourlySummary(0, 0, 0, null)
            : new HourlySummary(
                rows.Sum(row => row.Entries), rows.Sum(row => row.Exits), Math.Round(rows.Average(row => row.AvgOccupancy), 2), rows.Max(row => row.PeakOccupancy));
    }

    private async Task<IReadOnlyList<HourRow>> SensorRowsAsync(
        StoreSettings store, int? sensorKey, DateTimeOffset from, DateTimeOffset to, AnalyticsQuestion question, CancellationToken cancellationToken)
    {
        if (question.Granularity is "15m")
        {
            var rows = await fine.ComputeAsync(store, from, to, 15, cancellationToken);
            return [.. rows.Where(row => sensorKey is { } one ? row.SensorKey == one : row.SensorKey != HourRow.Store)];
        }

        return sensorKey is { } key
            ? await rollups.ListSensorHoursAsync(store.StoreId, key, from, to, cancellationToken)
            : await rollups.ListSensorHoursAsync(store.StoreId, from, to, cancellationToken);
    }

    /// <summary>Transactions by the start of the period that they fall in.</summary>
    private async Task<IReadOnlyDictionary<DateTimeOffset, long>> TransactionsAsync(
        IReadOnlyList<HourlySeries> series, AnalyticsQuestion question, CancellationToken cancellationToken)
    {
        if (question.Metric is not "conversion")
        {
            return ImmutableDictionary<DateTimeOffset, long>.Empty;
        }

        var sums = new Dictionary<DateTimeOffset, long>();
        foreach (var one in series.Where(one => one.SensorId is null && one.Periods.Count > 0))
        {
            var place = 0;
            foreach (var sale in await sales.ListAsync(one.Clock.Store.StoreId, one.Periods[0].Start, one.Periods[^1].End, cancellationToken))
            {
                while (sale.Start >= one.Periods[place].End)
                {
                    place++;
                }

                var start = one.Periods[place].Start;
                sums[start] = sums.GetValueOrDefault(start) + sale.Transactions;
            }
        }

        return sums;
    }

    /// <summary>Hours lie beside the same hour of the other day, also when a clock was changed between; longer periods by their place.</summary>
    private static Func<int, int?> PlaceThen(HourlyChart now, HourlyChart then, AnalyticsQuestion question, int? days)
    {
        if (days is not { } back || question.Granularity is not ("hour" or "15m"))
        {
            return place => place;
        }

        var places = new Dictionary<DateTime, int>();
        for (var i = 0; i < then.Periods.Count; i++)
        {
            places.TryAdd(then.Periods[i].LocalStart, i);
        }

        return place => places.TryGetValue(now.Periods[place].LocalStart.AddDays(-back), out var there) ? there : null;
    }
}
