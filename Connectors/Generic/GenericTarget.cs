using System.Globalization;
using System.Text.RegularExpressions;

namespace RetailOrleans.Connectors.Generic;

/// <summary>What a device's field is of ours.</summary>
internal enum TargetKind
{
    /// <summary>The start of the interval.</summary>
    Timestamp,

    /// <summary>The start's date, where date and time are fields of their own.</summary>
    Date,

    /// <summary>The start's time of day.</summary>
    Time,

    /// <summary>The end of the interval, exclusive; :59 seconds are rounded up.</summary>
    EndTime,

    /// <summary>A line's count, by place: line 1 in, line 1 out, line 2 in, …</summary>
    Line,

    /// <summary>A region's count, by place.</summary>
    Region,

    /// <summary>A heat value.</summary>
    Heat,

    /// <summary>The counter's alarm, a bit mask.</summary>
    CounterAlarm,

    /// <summary>Read past.</summary>
    Ignored,
}

/// <summary>A target in the contract's words.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Place">Of a line's or region's count, from 0.</param>
internal readonly partial record struct GenericTarget(TargetKind Kind, int Place = 0)
{
    /// <summary>Null when it is no word of the contract.</summary>
    public static GenericTarget? Parse(string target) => target.Trim().ToLowerInvariant() switch
    {
        "timestamp" or "start_time" or "start" => new(TargetKind.Timestamp),
        "date" => new(TargetKind.Date),
        "time" => new(TargetKind.Time),
        "end_time" or "end" => new(TargetKind.EndTime),
        "heat_value" or "heatmap_value" => new(TargetKind.Heat),
        "counter_alarm_status" => new(TargetKind.CounterAlarm),
        "ignore" => new(TargetKind.Ignored),
        var name when Numbered().Match(name) is { Success: true } match
            && int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) is >= 1 and <= 16 and var number =>
            match.Groups["line"].Success
                ? new(TargetKind.Line, ((number - 1) * 2) + (match.Groups["line"].Value == "out" ? 1 : 0))
                : new(TargetKind.Region, number - 1),
        _ => null,
    };

    [GeneratedRegex("^(?:line_?(?<number>[0-9]{1,2})_(?<line>in|out)|region_?(?<number>[0-9]{1,2})(?:_count)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
