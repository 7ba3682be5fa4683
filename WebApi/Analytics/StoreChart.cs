using RetailOrleans.WebApi.Live;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>What is drawn of stores beside each other: a dataset per store.</summary>
internal static class StoreChart
{
    public static IReadOnlyList<DatasetResponse> Datasets(IReadOnlyList<DailySeries> series, string metric)
    {
        var labels = DailyChart.Labels(series);
        return [.. series.Select((one, colour) =>
        {
            var byName = one.Periods.ToDictionary(period => period.Name, period => period.Total);
            return Charts.Dataset(
                one.Clock.Store.Name, colour, [.. labels.Select(label => byName.GetValueOrDefault(label) is { } total ? Value(total, metric) : null)]);
        })];
    }

    private static double? Value(DayTotals total, string metric) => metric switch
    {
        "conversion" => total.Conversion is { } rate ? Math.Round(100 * rate, 2) : null,
        "occupancy" => total.Counts?.Totals.PeakOccupancy,
        "capture" => total.Counts is { Totals: var row } ? Rates.Capture(row.Entries, row.Passing) : null,
        "regional" => total.Counts?.Totals.RegionVisits.Values.Sum(),
        _ => total.Entries,
    };
}
