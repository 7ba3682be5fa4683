using System.Globalization;
using Microsoft.AspNetCore.Http;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Patterns;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.WebApi.Csv;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Finds hours that are unlike their hour of the week. Each week is judged by the twelve weeks before it, as alerts judge it.</summary>
internal sealed class AnomalyAnalytics(HourCountQueries counts, TimeProvider time)
{
    private const int StoresAtOnce = 50;

    private static readonly string[] Columns =
    [
        "store_id", "store_name", "hour_start", "local_start", "total_entries", "expected_entries", "expected_low", "expected_high", "deviation", "weeks",
    ];

    /// <summary>The counted hours of the range, by store, in order.</summary>
    public async Task<IReadOnlyList<JudgedHour>> JudgeAsync(AnalyticsTarget target, AnalyticsQuestion question, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var judged = new List<JudgedHour>();
        foreach (var stores in target.Stores.Select(store => new StoreClock(store, now)).Chunk(StoresAtOnce))
        {
            var ranges = stores.Select(clock => question.Range.In(clock.Calendar)).ToArray();
            var first = stores.Zip(ranges, (clock, range) => StorePatterns.Before(MondayOf(clock, range.From), clock.Calendar.ZoneId).From).Min();
            var found = await counts.ListAsync([.. stores.Select(clock => clock.Store.StoreId)], first, ranges.Max(range => range.To), cancellationToken);
            for (var i = 0; i < stores.Length; i++)
            {
                judged.AddRange(Judge(stores[i], ranges[i].From, ranges[i].To, [.. found[stores[i].Store.StoreId]]));
            }
        }

        return judged;
    }

    /// <summary>The hours of [<paramref name="from"/>, <paramref name="to"/>) beside the patterns of their weeks.</summary>
    public static IEnumerable<JudgedHour> Judge(StoreClock clock, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<HourCount> counts)
    {
        var known = PatternHour.Of(counts, clock.Calendar.ZoneId, clock.Now).ToArray();
        WeekPattern? pattern = null;
        foreach (var count in counts.Where(count => count.Start >= from && count.Start < to))
        {
            var local = WallClock.ToLocal(count.Start, clock.Calendar.ZoneId);
            if (pattern?.Monday != WeekPattern.MondayOf(local))
            {
                pattern = WeekPattern.Of(WeekPattern.MondayOf(local), known);
            }

            var band = pattern.Band(local);
            yield return new JudgedHour(clock, count, local, band, band is not null && count.End <= clock.Now && count.IsWellCounted);
        }
    }

    public static AnomaliesResponse Answer(IReadOnlyList<JudgedHour> hours, bool isOneStore) => new(
        [.. hours.Where(hour => hour.IsUnusual).Select(Row)],
        hours.Count == 0 ? new ChartResponse([], []) : isOneStore ? Band(hours) : ByDate(hours),
        new AnomaliesSummary(hours.Count(hour => hour.IsJudged), hours.Count(hour => hour.IsUnusual), WeekPattern.DefaultCoverage));

    public static async Task WriteCsvAsync(HttpResponse response, bool bom, IReadOnlyList<JudgedHour> hours, CancellationToken cancellationToken)
    {
        await using var csv = CsvStream.Begin(response, "anomalies", bom, Columns);
        foreach (var row in hours.Where(hour => hour.IsUnusual).Select(Row))
        {
            await csv.RowAsync(
                [
                    row.StoreId, row.StoreName, row.HourStart, row.LocalStart, row.TotalEntries, row.ExpectedEntries, row.ExpectedLow, row.ExpectedHigh,
                    row.Deviation, row.Weeks,
                ],
                cancellationToken);
        }

        await csv.EndAsync(cancellationToken);
    }

    private static AnomalyResponse Row(JudgedHour hour) => new(
        hour.Clock.Store.StoreId, hour.Clock.Store.Name, hour.Count.Start, Wall(hour), hour.Count.Entries, hour.Band!.Median, Math.Round(hour.Band.Low, 1),
        Math.Round(hour.Band.High, 1), hour.Count.Entries > hour.Band.High ? "high" : "low", hour.Band.Weeks);

    private static ChartResponse Band(IReadOnlyList<JudgedHour> hours) => new(
        [.. hours.Select(Wall)],
        [
            Charts.Dataset("Entries", 0, [.. hours.Select(hour => (double?)hour.Count.Entries)]),
            Charts.Dataset("Expected", 2, [.. hours.Select(hour => hour.Band?.Median)]),
            Charts.Dataset("Low (99 %)", 4, [.. hours.Select(hour => Rounded(hour.Band?.Low))]),
            Charts.Dataset("High (99 %)", 4, [.. hours.Select(hour => Rounded(hour.Band?.High))]),
            Charts.Dataset("Unusual", 5, [.. hours.Select(hour => hour.IsUnusual ? (double?)hour.Count.Entries : null)]),
        ]);

    private static ChartResponse ByDate(IReadOnlyList<JudgedHour> hours)
    {
        var dates = hours.GroupBy(hour => DateOnly.FromDateTime(hour.LocalStart)).OrderBy(date => date.Key).ToArray();
        return new ChartResponse(
            [.. dates.Select(date => date.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))],
            [Charts.Dataset("Unusual Hours", 5, [.. dates.Select(date => (double?)date.Count(hour => hour.IsUnusual))])]);
    }

    private static double? Rounded(double? value) => value is { } known ? Math.Round(known, 1) : null;

    private static DateOnly MondayOf(StoreClock clock, DateTimeOffset at) => WeekPattern.MondayOf(WallClock.ToLocal(at, clock.Calendar.ZoneId));

    private static string Wall(JudgedHour hour) => hour.LocalStart.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
