using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>What the alarm status said; either part may be missing.</summary>
internal sealed record MilesightStatus(AlarmObservation? Alarm, LiveCounters? Counters);

/// <summary>
/// The alarm status: statements <c>var name='value';</c>, one per line or run together, quotes single, double or none, and the plain
/// <c>name=value</c> lines of format=inf.
/// </summary>
internal static class MilesightAlarmStatus
{
    private static readonly string[] Alarms = ["counter_alarm_status", "region_entrance_alarm_status", "region_exit_alarm_status", "current_counter_alarm"];
    private static readonly string[] Counters = ["current_in_count", "current_out_count"];

    // Non-backtracking: the text is foreign and may be long.
    private static readonly Regex Statement = new(
        """(?:var\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)(?:\[[0-9]+\])?\s*=\s*(?:'(?<value>[^'\r\n]*)'|"(?<value>[^"\r\n]*)"|(?<value>[^'";\r\n]+))""",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <param name="body">The response body, of any content type.</param>
    /// <param name="now">When it was read.</param>
    public static ParseResult<MilesightStatus> Parse(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var text = Encoding.UTF8.GetString(body).Trim('\uFEFF', ' ', '\t', '\r', '\n', '\0');
        if (text.Length == 0)
        {
            return new MilesightStatus(null, null);
        }

        if (text.StartsWith('<'))
        {
            return new Rejection(FaultKind.NotACounter, "it is a web page");
        }

        var values = new Dictionary<string, long>(StringComparer.Ordinal);
        var end = 0;
        foreach (Match statement in Statement.Matches(text))
        {
            var name = statement.Groups["name"].Value;
            end = statement.Index + statement.Length;
            if (!Alarms.Contains(name) && !Counters.Contains(name))
            {
                // Drawing, thresholds and whatever newer firmware adds.
                continue;
            }

            if (!long.TryParse(statement.Groups["value"].Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return new Rejection(FaultKind.NotACounter, $"expected a number of at least 0 for {name}, got '{MilesightTable.Shown(statement.Groups["value"].Value)}'");
            }

            values[name] = value;
        }

        if (values.Count == 0 && end == 0)
        {
            return new Rejection(FaultKind.NotACounter, $"expected var current_in_count='…';, got '{MilesightTable.Shown(text)}'");
        }

        // With semicolons in use, a last statement without one was cut; so was anything after the last statement that reads as none.
        if ((text.Contains(';', StringComparison.Ordinal) && text[^1] != ';') || text[end..].Trim(' ', ';', '\r', '\n', '\t').Length > 0)
        {
            return new Rejection(FaultKind.Truncated, "the last statement is cut");
        }

        return values.Count > 0
            ? new MilesightStatus(Alarm(values, now), CountersOf(values, now))
            : new Rejection(FaultKind.NotACounter, $"expected current_in_count or counter_alarm_status, got '{MilesightTable.Shown(text)}'");
    }

    // The camera says that some region alarms, not which: bit 0 stands for any.
    private static AlarmObservation? Alarm(Dictionary<string, long> values, DateTimeOffset now)
    {
        if (!Alarms.Any(values.ContainsKey))
        {
            return null;
        }

        var mask = values.GetValueOrDefault("current_counter_alarm");
        return new AlarmObservation(
            now,
            (int)Math.Min(mask > 0 ? mask : values.GetValueOrDefault("counter_alarm_status"), int.MaxValue),
            values.GetValueOrDefault("region_entrance_alarm_status") > 0 ? 1 : 0,
            values.GetValueOrDefault("region_exit_alarm_status") > 0 ? 1 : 0);
    }

    private static LiveCounters? CountersOf(Dictionary<string, long> values, DateTimeOffset now) =>
        Counters.All(values.ContainsKey) ? new LiveCounters(now, values["current_in_count"], values["current_out_count"]) : null;
}
