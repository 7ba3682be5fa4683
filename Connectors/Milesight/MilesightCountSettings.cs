using System.Collections.Immutable;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>How the camera is set to count: on or off, and when it puts its counters back to zero.</summary>
/// <param name="IsCounting">False: people counting is switched off in the camera.</param>
/// <param name="Details">For people, by name.</param>
internal sealed record MilesightCountSettings(bool IsCounting, ImmutableSortedDictionary<string, string> Details)
{
    private static readonly string[] Weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "every day"];
    private static readonly string[] TimeParts = ["hour", "min", "sec"];

    /// <param name="body">The response body, of any content type.</param>
    public static ParseResult<MilesightCountSettings> Parse(ReadOnlySpan<byte> body)
    {
        var read = MilesightStatements.Read(body);
        if (read.Value is not { } values)
        {
            return read.Rejection!;
        }

        if (!values.TryGetValue("count_enable", out var enabled))
        {
            return new Rejection(FaultKind.NotACounter, $"expected count_enable, got {MilesightTable.Shown(string.Join(", ", values.Keys))}");
        }

        var details = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        details.Add("counting", enabled == "0" ? "off" : "on");
        var lines = values.Keys.Count(name => name.StartsWith("startX[", StringComparison.Ordinal));
        if (lines > 0)
        {
            details.Add("lines_drawn", $"{lines}");
        }

        if (values.TryGetValue("auto_reset_enable", out var resets))
        {
            details.Add("counter_reset", resets == "0" ? "never" : Reset(values));
        }

        return new MilesightCountSettings(enabled != "0", details.ToImmutable());
    }

    private static string Reset(Dictionary<string, string> values)
    {
        var day = MilesightTable.Count(values.GetValueOrDefault("auto_reset_weekday", "")) is { } weekday and >= 0 and <= 7 ? Weekdays[weekday] : "";
        var time = string.Join(':', TimeParts
            .Select(part => MilesightTable.Count(values.GetValueOrDefault($"auto_reset_{part}", "0")) is { } number and >= 0 and < 60 ? $"{number:00}" : "00"));
        return $"{day} {time}".Trim();
    }
}
