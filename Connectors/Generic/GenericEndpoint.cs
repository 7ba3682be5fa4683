using System.Collections.Immutable;
using System.Globalization;

namespace RetailOrleans.Connectors.Generic;

/// <summary>One question to a device, as its sensor's configuration describes it.</summary>
/// <param name="Name"><c>people_counting</c>, <c>regional_counting</c>, <c>heatmap</c> or <c>real_time_status</c>.</param>
/// <param name="Template">Path and query, with times.</param>
/// <param name="Format"><c>json</c>, <c>csv</c>, or null: as the answer looks.</param>
/// <param name="Rows">Where the rows are in JSON.</param>
/// <param name="Delimiter">Between the cells of CSV.</param>
/// <param name="HasHeader">Whether CSV begins with names; else cells are named 1, 2, …</param>
/// <param name="Length">Of an interval that has no end.</param>
/// <param name="IsOccupancy">Whether regions count people present, not visits.</param>
internal sealed record GenericEndpoint(
    string Name, string Template, string? Format, GenericPath Rows, string Delimiter, bool HasHeader, TimeSpan Length, bool IsOccupancy)
{
    public static readonly ImmutableArray<string> Names = ["people_counting", "regional_counting", "heatmap", "real_time_status"];

    private static readonly string[] Options = ["path", "enabled", "format", "rows", "delimiter", "header", "interval_minutes", "kind"];

    /// <summary>The endpoint of a name; null when the sensor has none, with what is wrong when it has one that can't be used.</summary>
    public static (GenericEndpoint? Endpoint, string? Problem) Of(string name, ImmutableDictionary<string, string> parameters)
    {
        string? Option(string option) => parameters.GetValueOrDefault($"{name}.{option}");
        var path = Option("path") ?? parameters.GetValueOrDefault(name);
        if (path is null || string.Equals(Option("enabled"), "false", StringComparison.OrdinalIgnoreCase))
        {
            return (null, null);
        }

        // Nothing of a host gets through: the address is the sensor's own.
        if (path is not ['/', not '/', ..] and not "/")
        {
            return (null, $"{name}.path is '{path}'; expected a path on the device that begins with one /, such as /counts?from={{start}}&to={{end}}");
        }

        var prefix = name + ".";
        var more = parameters
            .Where(parameter => parameter.Key.StartsWith(prefix, StringComparison.Ordinal) && !Options.Contains(parameter.Key[prefix.Length..]) && parameter.Value.Length > 0)
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{Uri.EscapeDataString(parameter.Key[prefix.Length..])}={(parameter.Value.Contains('{', StringComparison.Ordinal) ? parameter.Value : Uri.EscapeDataString(parameter.Value))}")
            .ToArray();
        var template = more.Length == 0 ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', more)}";
        if (GenericTemplate.Problem(template) is { } problem)
        {
            return (null, $"{name}.path: {problem}");
        }

        if (Option("format") is { } format and not ("json" or "csv"))
        {
            return (null, $"{name}.format is '{format}'; expected json or csv");
        }

        if (GenericPath.Parse(Option("rows") ?? "$") is not { } rows)
        {
            return (null, $"{name}.rows is '{Option("rows")}'; expected a path such as $.data.items[*]");
        }

        var minutes = 60d;
        if (Option("interval_minutes") is { } given
            && (!double.TryParse(given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out minutes) || minutes is < 0.2 or > 1_440))
        {
            return (null, $"{name}.interval_minutes is '{given}'; expected 0.2 to 1440");
        }

        var delimiter = Option("delimiter") switch { null => ",", "tab" or "\\t" => "\t", var text => text };
        return delimiter.Length is < 1 or > 4
            ? (null, $"{name}.delimiter is '{delimiter}'; expected 1 to 4 characters, or tab")
            : (new GenericEndpoint(
                name, template, Option("format"), rows, delimiter, !string.Equals(Option("header"), "false", StringComparison.OrdinalIgnoreCase),
                TimeSpan.FromMinutes(minutes), Option("kind") is not "visits"), null);
    }
}
