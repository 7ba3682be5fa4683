using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>The contract's words for the kinds of reading.</summary>
internal static class DataTypes
{
    public static readonly IReadOnlyList<string> All = ["people_counting", "regional_counting", "heatmap", "vca_alarm"];

    public static string Of(ReadingKind kind) => All[(int)kind];

    public static ReadingKind? Parse(string? dataType) => dataType switch
    {
        "people_counting" => ReadingKind.People,
        "regional_counting" => ReadingKind.Regions,
        "heatmap" => ReadingKind.Heat,
        "vca_alarm" => ReadingKind.Alarms,
        _ => null,
    };

    public static string Unknown(string? came) =>
        came is null ? $"data_type is missing. Give one of {string.Join(", ", All)}." : $"'{Shown(came)}' is no data_type. Give one of {string.Join(", ", All)}.";

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
