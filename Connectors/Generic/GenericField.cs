using System.Collections.Immutable;

namespace RetailOrleans.Connectors.Generic;

/// <summary>One of a device's fields with what it is of ours.</summary>
/// <param name="Source">A CSV column's name, or a path within a JSON row.</param>
/// <param name="Path">The source as a path.</param>
/// <param name="Target">What it is of ours.</param>
/// <param name="Format">Of a time: a pattern, iso, unix or unix_ms; null = as it looks.</param>
/// <param name="IsRequired">Somebody said that it is there: an answer without it is refused.</param>
internal sealed record GenericField(string Source, GenericPath Path, GenericTarget Target, string? Format, bool IsRequired)
{
    private static readonly string[] TimeWords = ["iso", "unix", "unix_ms"];

    /// <summary>The fields of a device; where it describes none, the contract's own names.</summary>
    public static (ImmutableArray<GenericField> Fields, string? Problem) Of(Device device)
    {
        var defaultFormat = device.TimestampFormat;
        if (defaultFormat is not null && TimeFormatOf(defaultFormat) is null)
        {
            return ([], $"data_mapping.timestamp_format '{defaultFormat}' is no pattern of times; use iso, unix, unix_ms, or one such as yyyy-MM-dd HH:mm:ss");
        }

        if (device.Fields.IsDefaultOrEmpty)
        {
            return (Contract(defaultFormat is null ? null : TimeFormatOf(defaultFormat)), null);
        }

        var fields = ImmutableArray.CreateBuilder<GenericField>(device.Fields.Length);
        foreach (var field in device.Fields)
        {
            if (GenericTarget.Parse(field.Target) is not { } target)
            {
                return ([], $"data_mapping.fields: '{field.Target}' is no target; use timestamp, end_time, date, time, line1_in, line1_out, region1_count, heat_value, counter_alarm_status or ignore");
            }

            if (GenericPath.Parse(field.Source) is not { } path)
            {
                return ([], $"data_mapping.fields: '{field.Source}' is no path; write counts.in, values[0] or ['a.b']");
            }

            var format = field.Format ?? (target.Kind is TargetKind.Timestamp or TargetKind.EndTime ? defaultFormat : null);
            if (format is not null && TimeFormatOf(format) is null)
            {
                return ([], $"data_mapping.fields: the format '{format}' of '{field.Source}' is no pattern of times; use iso, unix, unix_ms, or one such as yyyy-MM-dd HH:mm:ss");
            }

            fields.Add(new GenericField(field.Source.Trim(), path, target, format is null ? null : TimeFormatOf(format), true));
        }

        return (fields.ToImmutable(), null);
    }

    private static string? TimeFormatOf(string format) => TimeWords.Contains(format) ? format : TimeFormat.ToNet(format);

    /// <summary>The contract's own names; what is absent is 0, as in the contract.</summary>
    public static ImmutableArray<GenericField> Contract(string? format)
    {
        var names = new List<string> { "timestamp", "end_time", "heat_value", "counter_alarm_status" };
        for (var number = 1; number <= 16; number++)
        {
            names.AddRange([$"line{number}_in", $"line{number}_out", $"region{number}_count"]);
        }

        return
        [
            .. names.Select(name => new GenericField(
                name, GenericPath.Parse(name)!, GenericTarget.Parse(name)!.Value, name is "timestamp" or "end_time" ? format : null, name is "timestamp")),
        ];
    }
}
