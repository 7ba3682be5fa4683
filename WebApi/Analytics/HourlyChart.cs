using System.Globalization;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>What is drawn of hourly series; several series of the same hours are summed.</summary>
internal static class HourlyChart
{
    public static readonly IReadOnlyList<string> Metrics = ["traffic", "occupancy", "regional", "capture"];

    // Six colours that the colour-blind can tell apart.
    private static readonly string[] Palette = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"];

    public static ChartResponse Of(IReadOnlyList<HourlySeries> series, string metric)
    {
        var hours = series.SelectMany(one => one.Hours).DistinctBy(hour => hour.Start).OrderBy(hour => hour.Start).ToArray();
        var places = hours.Select((hour, place) => (hour.Start, place)).ToDictionary(hour => hour.Start, hour => hour.place);
        var rows = new List<HourRow>?[hours.Length];
        foreach (var one in series)
        {
            for (var i = 0; i < one.Hours.Count; i++)
            {
                if (one.Rows[i] is { } row)
                {
                    (rows[places[one.Hours[i].Start]] ??= []).Add(row);
                }
            }
        }

        return new ChartResponse([.. hours.Select(HourlySeries.Label)], [.. Datasets(rows, metric)]);
    }

    private static IEnumerable<DatasetResponse> Datasets(IReadOnlyList<List<HourRow>?> rows, string metric)
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

    private static DatasetResponse Dataset(string label, int colour, IReadOnlyList<List<HourRow>?> rows, Func<List<HourRow>, double?> value) => new(
        label, [.. rows.Select(hour => hour is null ? null : value(hour))], Palette[colour % Palette.Length], Palette[colour % Palette.Length] + "33");

    private static int Number(string region) => int.Parse(region.AsSpan("region".Length), CultureInfo.InvariantCulture);
}
