namespace RetailOrleans.WebApi.Analytics;

/// <summary>What all charts have in common.</summary>
internal static class Charts
{
    // Six colours that the colour-blind can tell apart.
    private static readonly string[] Palette = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"];

    public static DatasetResponse Dataset(string label, int colour, IReadOnlyList<double?> data, string? axis = null) =>
        new(label, data, Palette[colour % Palette.Length], Palette[colour % Palette.Length] + "33", axis);

    /// <summary>The datasets of another time beside those of the range: each point where <paramref name="placeOf"/> finds it, else null.</summary>
    public static IEnumerable<DatasetResponse> Beside(string compare, IReadOnlyList<DatasetResponse> then, int points, Func<int, int?> placeOf) =>
        then.Select((dataset, i) => Dataset(
            $"{dataset.Label} ({compare.Replace('_', ' ')})", i + 3,
            [.. Enumerable.Range(0, points).Select(point => placeOf(point) is { } place && place < dataset.Data.Count ? dataset.Data[place] : null)],
            dataset.YAxisId));
}
