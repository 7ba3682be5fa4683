using System.Globalization;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>What the alarm status said; either part may be missing.</summary>
internal sealed record MilesightStatus(AlarmObservation? Alarm, LiveCounters? Counters);

/// <summary>The alarm status: the camera's alarms, and its counters since its own reset.</summary>
internal static class MilesightAlarmStatus
{
    private static readonly string[] Alarms = ["counter_alarm_status", "region_entrance_alarm_status", "region_exit_alarm_status", "current_counter_alarm"];
    private static readonly string[] Counters = ["current_in_count", "current_out_count"];

    /// <param name="body">The response body, of any content type.</param>
    /// <param name="now">When it was read.</param>
    public static ParseResult<MilesightStatus> Parse(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var read = MilesightStatements.Read(body);
        return read.Value switch
        {
            null => read.Rejection!,
            { Count: 0 } => new MilesightStatus(null, null),
            var values => Of(values, now),
        };
    }

    /// <summary>The status that values by name tell; drawing, thresholds and whatever newer firmware adds are skipped.</summary>
    public static ParseResult<MilesightStatus> Of(IReadOnlyDictionary<string, string> named, DateTimeOffset now)
    {
        var values = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in Alarms.Concat(Counters))
        {
            if (!named.TryGetValue(name, out var text))
            {
                continue;
            }

            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return new Rejection(FaultKind.NotACounter, $"expected a number of at least 0 for {name}, got '{MilesightTable.Shown(text)}'");
            }

            values[name] = value;
        }

        return values.Count > 0
            ? new MilesightStatus(Alarm(values, now), CountersOf(values, now))
            : new Rejection(FaultKind.NotACounter, $"expected current_in_count or counter_alarm_status, got {MilesightTable.Shown(string.Join(", ", named.Keys))}");
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
