using System.Collections.Immutable;
using System.Globalization;
using RetailOrleans.Calendar;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>The camera's endpoints, with the parameters that are asked by default. Every one can be overridden or left out by configuration.</summary>
internal sealed record MilesightEndpoint(string Name, string Path, ImmutableArray<(string Name, string Value)> Parameters, ImmutableArray<string> Times)
{
    private const string CameraTime = "yyyy-MM-dd-HH:mm:ss";
    private static readonly ImmutableArray<string> StartAndEnd = ["time_start", "time_end"];

    public static readonly MilesightEndpoint People = new(
        "people_counting", "/dataloader.cgi", [("dw", "vcalogcsv"), ("report_type", "0"), ("statistics_type", "3"), ("linetype", "31")], StartAndEnd);

    public static readonly MilesightEndpoint Heat = new("heatmap", "/dataloader.cgi", [("dw", "heatmapcsv"), ("sub_type", "0")], StartAndEnd);

    public static readonly MilesightEndpoint Status = new(
        "real_time_status", "/cgi-bin/operator/operator.cgi", [("action", "get.vca.alarmstatus")], []);

    public static readonly MilesightEndpoint CountSettings = new(
        "vca_count", "/cgi-bin/operator/operator.cgi", [("action", "get.vca.count")], []);

    // The picture of a local day so far: it is asked from the day's start, and its end is the present.
    public static readonly MilesightEndpoint SpaceHeat = new(
        "space_heatmap", "/dataloader.cgi", [("dw", "spaceheatmap"), ("sub_type", "0")], ["time_start"]);

    public static MilesightEndpoint Regions(int count) => new(
        "regional_counting",
        "/dataloader.cgi",
        [
            ("dw", "regionalcountlogcsv"), ("report_type", "0"), ("statistics_type", "3"),
            .. Enumerable.Range(1, count is > 0 and <= 16 ? count : 4).Select(region => ($"region{region}", "1")),
        ],
        StartAndEnd);

    public bool EnabledFor(Device device) =>
        !device.Parameters.TryGetValue($"{Name}.enabled", out var enabled) || !enabled.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether somebody said that the camera has this: then its absence is a fault.</summary>
    public bool ExpectedOf(Device device) =>
        device.Parameters.TryGetValue($"{Name}.enabled", out var enabled) && enabled.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Path and query for one camera-local interval.</summary>
    public string Query(Device device, DateTime localStart, DateTime localEnd)
    {
        var prefix = Name + ".";
        var overrides = device.Parameters
            .Where(parameter => parameter.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(parameter => parameter.Key[prefix.Length..], parameter => parameter.Value);
        _ = overrides.Remove("enabled");
        _ = overrides.Remove("path", out var path);
        _ = overrides.Remove("time_format", out var pattern);
        var format = (pattern is null ? null : TimeFormat.ToNet(pattern)) ?? CameraTime;
        IEnumerable<(string Name, string Value)> parameters =
            [.. Parameters, .. Times.Select((name, i) => (name, (i == 0 ? localStart : localEnd).ToString(format, CultureInfo.InvariantCulture)))];
        var query = parameters
            .Where(parameter => !overrides.ContainsKey(parameter.Name))
            .Select(parameter => $"{parameter.Name}={parameter.Value}")
            .Concat(overrides
                .Where(parameter => parameter.Value.Length > 0)
                .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
                .Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));
        return (path is ['/', not '/', ..] ? path : Path) + "?" + string.Join('&', query);
    }

    /// <summary>
    /// The camera-local intervals to ask for, one per local date: a daily report is about one day. Whole hours, because the camera ignores
    /// less, and the last second included, as the camera counts.
    /// </summary>
    public static IEnumerable<(DateTime Start, DateTime End)> Intervals(CollectionWindow window, string zone)
    {
        var from = Hour(WallClock.ToLocal(window.From, zone));
        var to = Hour(WallClock.ToLocal(window.To.AddTicks(-1), zone)).AddHours(1).AddSeconds(-1);
        // Over the autumn change the clock may show less at the end than at the start.
        if (to < from)
        {
            (from, to) = (Hour(to), from.AddHours(1).AddSeconds(-1));
        }

        while (from < to)
        {
            var midnight = from.Date.AddDays(1);
            yield return (from, to < midnight ? to : midnight.AddSeconds(-1));
            from = midnight;
        }
    }

    private static DateTime Hour(DateTime local) => local.Date.AddHours(local.Hour);
}
