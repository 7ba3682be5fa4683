using System.Collections.Immutable;

namespace RetailOrleans.Connectors.Generic;

/// <summary>What one answer of a device told.</summary>
internal sealed record GenericAnswer(
    ImmutableArray<PeopleObservation> People, ImmutableArray<RegionObservation> Regions, ImmutableArray<HeatObservation> Heat, AlarmObservation? Alarm)
{
    public static readonly GenericAnswer Nothing = new([], [], [], null);

    /// <summary>Reads an answer; what is wrong with one row refuses all of it, because half a log is no log.</summary>
    public static ParseResult<GenericAnswer> Parse(
        ReadOnlyMemory<byte> body, GenericEndpoint endpoint, ImmutableArray<GenericField> fields, string zone, CollectionWindow window)
    {
        var read = GenericTable.Read(body, endpoint, fields);
        return read.Rejection is { } rejection ? rejection : OfRows(read.Value, endpoint, fields, zone, window);
    }

    /// <summary>Reads rows that are taken apart already.</summary>
    public static ParseResult<GenericAnswer> OfRows(
        ImmutableArray<GenericRow> rows, GenericEndpoint endpoint, ImmutableArray<GenericField> fields, string zone, CollectionWindow window)
    {
        var main = MainOf(endpoint.Name);
        var people = new SortedDictionary<DateTimeOffset, PeopleObservation>();
        var regions = new SortedDictionary<DateTimeOffset, RegionObservation>();
        var heat = new SortedDictionary<DateTimeOffset, HeatObservation>();
        AlarmObservation? alarm = null;
        var seen = new HashSet<DateTime>();
        foreach (var row in Ordered(rows, fields))
        {
            var values = GenericValues.Of(row, fields, main);
            if (values.Refusal is { } refusal)
            {
                return refusal;
            }

            if (values.CounterAlarm is { } status)
            {
                alarm = new AlarmObservation(window.To, status, 0, 0);
            }

            if (Interval(row, fields, endpoint, zone, seen, out var refused) is not var (start, end))
            {
                if (main is TargetKind.CounterAlarm)
                {
                    continue;
                }

                return refused!;
            }

            if (start >= end || start >= window.To || end <= window.From)
            {
                continue;
            }

            if (!values.Lines.IsEmpty)
            {
                people[start] = new PeopleObservation(start, end, values.Lines);
            }

            if (!values.Regions.IsEmpty)
            {
                regions[start] = new RegionObservation(start, end, values.Regions, endpoint.IsOccupancy ? RegionKind.Occupancy : RegionKind.Visits);
            }

            if (values.Heat is { } value)
            {
                heat[start] = new HeatObservation(start, end, value);
            }
        }

        return new GenericAnswer([.. people.Values], [.. regions.Values], [.. heat.Values], alarm);
    }

    private static TargetKind MainOf(string endpoint) => endpoint switch
    {
        "people_counting" => TargetKind.Line,
        "regional_counting" => TargetKind.Region,
        "heatmap" => TargetKind.Heat,
        _ => TargetKind.CounterAlarm,
    };

    /// <summary>Oldest first, as the repeated hour of autumn needs it, by the first and the last row.</summary>
    private static IEnumerable<GenericRow> Ordered(ImmutableArray<GenericRow> rows, ImmutableArray<GenericField> fields) =>
        rows.Length > 1 && Start(rows[0], fields) is { } first && Start(rows[^1], fields) is { } last
        && (first.Instant ?? new DateTimeOffset(first.Local, TimeSpan.Zero)) > (last.Instant ?? new DateTimeOffset(last.Local, TimeSpan.Zero))
            ? rows.Reverse()
            : rows;

    private static GenericTime? Start(GenericRow row, ImmutableArray<GenericField> fields)
    {
        if (Cell(row, fields, TargetKind.Timestamp) is var (text, format))
        {
            return GenericTime.Parse(text, format);
        }

        return Cell(row, fields, TargetKind.Date) is var (date, dateFormat) && Cell(row, fields, TargetKind.Time) is var (time, timeFormat)
            ? GenericTime.Parse($"{date} {time}", dateFormat is null || timeFormat is null ? null : $"{dateFormat} {timeFormat}")
            : null;
    }

    private static (DateTimeOffset Start, DateTimeOffset End)? Interval(
        GenericRow row, ImmutableArray<GenericField> fields, GenericEndpoint endpoint, string zone, HashSet<DateTime> seen, out Rejection? refusal)
    {
        refusal = null;
        if (Start(row, fields) is not { } start)
        {
            var shown = Cell(row, fields, TargetKind.Timestamp) ?? Cell(row, fields, TargetKind.Date);
            refusal = new Rejection(FaultKind.NotACounter, $"expected a time, got '{GenericTable.Shown(shown?.Text ?? "")}'; say how the device writes it in data_mapping.timestamp_format", row.Line);
            return null;
        }

        GenericTime? end = null;
        if (Cell(row, fields, TargetKind.EndTime) is var (text, format))
        {
            end = GenericTime.Parse(text, format);
            if (end is null || (end.Value.Instant is null) != (start.Instant is null))
            {
                refusal = new Rejection(FaultKind.NotACounter, $"expected an end, written as the start is, got '{GenericTable.Shown(text)}'", row.Line);
                return null;
            }
        }

        if (start.Instant is { } instant)
        {
            return (instant, RoundedUp(end?.Instant ?? instant + endpoint.Length));
        }

        return LocalIntervals.Instants(start.Local, RoundedUp(end?.Local ?? start.Local + endpoint.Length), zone, again: !seen.Add(start.Local));
    }

    private static (string Text, string? Format)? Cell(GenericRow row, ImmutableArray<GenericField> fields, TargetKind kind)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Target.Kind == kind && row.Cells[i] is { } text)
            {
                return (text, fields[i].Format);
            }
        }

        return null;
    }

    // Some devices write the last second that belongs to the interval.
    private static DateTime RoundedUp(DateTime end) => end.Second == 59 ? end.AddSeconds(1) : end;

    private static DateTimeOffset RoundedUp(DateTimeOffset end) => end.Second == 59 ? end.AddSeconds(1) : end;
}
