using System.Globalization;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>What is drawn of business days; several stores are summed.</summary>
internal static class DailyChart
{
    public static IReadOnlyList<string> Labels(IReadOnlyList<DailySeries> series) => [.. Periods(series).Select(period => period.Name)];

    /// <summary>Visitors and peaks always, and what the metric asks for beside them.</summary>
    public static IReadOnlyList<DatasetResponse> Datasets(IReadOnlyList<DailySeries> series, string metric)
    {
        var periods = Periods(series);
        var totals = periods.Select(period => series.SelectMany(one => one.Periods).Where(own => own.Name == period.Name).Select(own => own.Total).ToArray()).ToArray();
        DatasetResponse Of(string label, int colour, string axis, Func<IReadOnlyList<DayTotals>, double?> value) =>
            Charts.Dataset(label, colour, [.. totals.Select(value)], axis);

        var datasets = new List<DatasetResponse>
        {
            Of("Total Visitors", 0, "y", of => Counted(of) ? of.Sum(total => total.Entries ?? 0) : null),
            Of("Peak Occupancy", 1, "y1", of => Counted(of) ? of.Sum(total => total.Counts?.Totals.PeakOccupancy ?? 0) : null),
        };
        switch (metric)
        {
            case "occupancy":
                datasets.Add(Of("Average Occupancy", 2, "y1", of => Counted(of) ? Math.Round(of.Sum(total => total.Counts?.Totals.AvgOccupancy ?? 0), 2) : null));
                break;
            case "conversion":
                datasets.Add(Of("Conversion Rate (%)", 2, "y2", of => Percent(Figures.Conversion(
                    of.Any(total => total.BothSales is not null) ? of.Sum(total => total.BothSales?.Transactions ?? 0) : null, of.Sum(total => total.BothEntries)))));
                break;
            case "capture":
                datasets.Add(Of("Capture Rate (%)", 2, "y2", of => Rates.Capture(of.Sum(total => total.Entries ?? 0), of.Sum(total => total.Counts?.Totals.Passing ?? 0))));
                break;
            case "regional":
                var regions = totals.SelectMany(of => of).Select(total => total.Counts?.Totals).SelectMany(row => row is null ? [] : row.RegionVisits.Keys.Concat(row.RegionAverages.Keys))
                    .Distinct().Select(region => int.Parse(region.AsSpan("region".Length), CultureInfo.InvariantCulture)).Order();
                foreach (var number in regions)
                {
                    var region = string.Create(CultureInfo.InvariantCulture, $"region{number}");
                    datasets.Add(Of(string.Create(CultureInfo.InvariantCulture, $"Region {number}"), 1 + number, "y1", of => Counted(of)
                        ? of.Sum(total => total.Counts is { Totals: var row }
                            ? row.RegionVisits.GetValueOrDefault(region) + Math.Round(row.RegionAverages.GetValueOrDefault(region), 2)
                            : 0)
                        : null));
                }

                break;
        }

        return datasets;
    }

    private static double? Percent(double? fraction) => fraction is { } value ? Math.Round(100 * value, 2) : null;

    private static bool Counted(IReadOnlyList<DayTotals> totals) => totals.Any(total => total.Counts is not null);

    private static IReadOnlyList<DayPeriod> Periods(IReadOnlyList<DailySeries> series) =>
        [.. series.SelectMany(one => one.Periods).DistinctBy(period => period.Name).OrderBy(period => period.First)];
}
