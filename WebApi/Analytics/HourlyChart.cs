using System.Globalization;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>What is drawn of hourly series; several series of the same hours are summed.</summary>
internal sealed record HourlyChart(IReadOnlyList<SeriesPeriod> Periods, IReadOnlyList<DatasetResponse> Datasets)
{
    /// <param name="series">Stores, or sensors.</param>
    /// <param name="metric">Which of <see cref="AnalyticsQuery.Metrics"/>.</param>
    /// <param name="transactions">Sales by period; needed for conversion alone.</param>
    public static HourlyChart Of(IReadOnlyList<HourlySeries> series, string metric, IReadOnlyDictionary<DateTimeOffset, long> transactions)
    {
        var periods = series.SelectMany(one => one.Periods).DistinctBy(period => period.Start).OrderBy(period => period.Start).ToArray();
        var places = periods.Select((period, place) => (period.Start, place)).ToDictionary(period => period.Start, period => period.place);
        var rows = new List<HourRow>?[periods.Length];
        foreach (var one in series)
        {
            for (var i = 0; i < one.Periods.Count; i++)
            {
                if (one.Rows[i] is { } row)
                {
                    (rows[places[one.Periods[i].Start]] ??= []).Add(row);
                }
            }
        }

        return new HourlyChart(periods, [.. metric is "conversion" ? [Conversion(periods, rows, transactions)] : DatasetsOf(rows, metric)]);
    }

    public ChartResponse ToResponse(IEnumerable<DatasetResponse> beside) => new([.. Periods.Select(period => period.Label)], [.. Datasets, .. beside]);

    private static IEnumerable<DatasetResponse> DatasetsOf(IReadOnlyList<List<HourRow>?> rows, string metric)
    {
        switch (metric)
        {
            case "occupancy":
                yield return Dataset("Average Occupancy", 0, rows, hour => Math.Round(hour.Sum(row => row.AvgOccupancy), 2));
                break;
            case "capture":
                yield return Dataset("Capture Rate (%)", 0, rows, hour => Rates.Capture(hour.Sum(row => row.Entries), hour.Sum(row => row.Passing)));
                break;
            case "regional":
                var regions = rows.OfType<List<HourRow>>().SelectMany(hour => hour).SelectMany(row => row.RegionVisits.Keys.Concat(row.RegionAverages.Keys))
                    .Distinct().OrderBy(Number).ToArray();
                for (var i = 0; i < regions.Length; i++)
                {
                    var region = regions[i];
                    yield return Dataset(
                        string.Create(CultureInfo.InvariantCulture, $"Region {Number(region)}"), i, rows,
                        hour => hour.Sum(row => row.RegionVisits.GetValueOrDefault(region) + Math.Round(row.RegionAverages.GetValueOrDefault(region), 2)));
                }

                break;
            default:
                yield return Dataset("Entries", 0, rows, hour => hour.Sum(row => row.Entries));
                yield return Dataset("Exits", 1, rows, hour => hour.Sum(row => row.Exits));
                break;
        }
    }

    private static DatasetResponse Conversion(SeriesPeriod[] periods, List<HourRow>?[] rows, IReadOnlyDictionary<DateTimeOffset, long> transactions) => Charts.Dataset(
        "Conversion Rate (%)", 0,
        [.. periods.Select((period, i) => Figures.Conversion(
            transactions.TryGetValue(period.Start, out var sold) ? sold : null, rows[i]?.Sum(row => row.Entries)) is { } rate ? (double?)Math.Round(100 * rate, 2) : null)]);

    private static DatasetResponse Dataset(string label, int colour, IReadOnlyList<List<HourRow>?> rows, Func<List<HourRow>, double?> value) =>
        Charts.Dataset(label, colour, [.. rows.Select(hour => hour is null ? null : value(hour))]);

    private static int Number(string region) => int.Parse(region.AsSpan("region".Length), CultureInfo.InvariantCulture);
}
