using System.Collections.Immutable;
using System.Globalization;

namespace RetailOrleans.Connectors.Generic;

/// <summary>The numbers of one row, or why they are none.</summary>
internal sealed record GenericValues(ImmutableArray<int> Lines, ImmutableArray<int> Regions, double? Heat, int? CounterAlarm, Rejection? Refusal)
{
    /// <param name="row">The cells.</param>
    /// <param name="fields">What each is.</param>
    /// <param name="main">What the endpoint is asked for: a row without it is refused.</param>
    public static GenericValues Of(GenericRow row, ImmutableArray<GenericField> fields, TargetKind main)
    {
        var (lines, regions) = (new int[32], new int[16]);
        var (mostLine, mostRegion) = (-1, -1);
        double? heat = null;
        int? alarm = null;
        for (var i = 0; i < fields.Length; i++)
        {
            var (field, text) = (fields[i], row.Cells[i]);
            if (text is null)
            {
                // Missing is not zero: what somebody said is there must be there.
                if (field.IsRequired && field.Target.Kind == main)
                {
                    return Refused(row, field, "nothing");
                }

                continue;
            }

            switch (field.Target.Kind)
            {
                case TargetKind.Line or TargetKind.Region or TargetKind.CounterAlarm when Count(text) is not { }:
                case TargetKind.Heat when Number(text) is not { }:
                    return Refused(row, field, $"'{GenericTable.Shown(text)}'");
                case TargetKind.Line:
                    lines[field.Target.Place] = Count(text)!.Value;
                    mostLine = Math.Max(mostLine, field.Target.Place | 1);
                    break;
                case TargetKind.Region:
                    regions[field.Target.Place] = Count(text)!.Value;
                    mostRegion = Math.Max(mostRegion, field.Target.Place);
                    break;
                case TargetKind.Heat:
                    heat = Number(text);
                    break;
                case TargetKind.CounterAlarm:
                    alarm = Count(text);
                    break;
            }
        }

        var hasMain = main switch
        {
            TargetKind.Line => mostLine >= 0,
            TargetKind.Region => mostRegion >= 0,
            TargetKind.Heat => heat is not null,
            _ => alarm is not null,
        };
        return hasMain
            ? new GenericValues([.. lines.Take(mostLine + 1)], [.. regions.Take(mostRegion + 1)], heat, alarm, null)
            : Refused(new Rejection(FaultKind.NotACounter, "it has none of the fields that data_mapping.fields names as counts", row.Line));
    }

    // Whole numbers, also when they are written as 12.0.
    private static int? Count(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
        && number <= int.MaxValue && decimal.Truncate(number) == number
            ? (int)number
            : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static GenericValues Refused(GenericRow row, GenericField field, string came) =>
        Refused(new Rejection(FaultKind.NotACounter, $"expected a number of at least 0 in '{GenericTable.Shown(field.Source)}', got {came}", row.Line));

    private static GenericValues Refused(Rejection refusal) => new([], [], null, null, refusal);
}
