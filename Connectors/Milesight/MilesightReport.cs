using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>
/// Collects the reports of one message. Only counts of closed intervals and levels are taken: a crossing is told once as it happens and
/// once within its interval, and cumulative counters tell it a third time.
/// </summary>
internal sealed class MilesightReport(string? zoneId)
{
    private const int Most = 16;
    private static readonly string[] LocalFormats = ["yyyy/M/d H:m:s", "yyyy-M-d H:m:s", "yyyy-M-d'T'H:m:s"];

    private readonly List<PeopleObservation> _people = [];
    private readonly List<RegionObservation> _regions = [];
    private readonly SortedSet<string> _ignored = new(StringComparer.Ordinal);

    public string? Problem { get; private set; }

    public bool NeedsZone { get; private set; }

    public PushReport Build(AlarmObservation? alarm) => new([.. _people], [.. _regions], alarm, [.. _ignored], null);

    public void Add(JsonElement envelope)
    {
        foreach (var (section, why) in (ReadOnlySpan<(string, string)>)[
            ("line_trigger_data", "single crossings are in the periodic counts too"), ("line_total_data", "running totals are in the periodic counts too"),
            ("total_data", "running totals are in the periodic counts too"), ("region_trigger_data", "the periodic report tells the same"),
            ("snapshot", "pictures are not kept")])
        {
            if (envelope.TryGetProperty(section, out _))
            {
                _ignored.Add($"{section}: {why}");
            }
        }

        var lines = Array(envelope, "line_periodic_data") ?? Array(envelope, "line_count_data");
        var regions = Child(envelope, "region_data") is { } data ? Array(data, "region_count_data") : null;
        var isVs121 = envelope.TryGetProperty("report_type", out var type) && PushContent.Text(type) == "interval";
        var levels = isVs121 ? Array(envelope, "current_counted") : null;
        var hasFlatLine = isVs121 && envelope.TryGetProperty("in_counted", out _);
        if (lines is null && regions is null && levels is null && !hasFlatLine)
        {
            return;
        }

        if (Interval(envelope) is not var (start, end))
        {
            return;
        }

        if (lines is not null)
        {
            AddLines(lines, start, end);
        }
        else if (hasFlatLine)
        {
            AddCounts(start, end, [(1, Count(envelope, "in_counted"), Count(envelope, "out_counted"))]);
        }

        if (regions is not null)
        {
            AddRegions(start, end, [.. regions.Select((region, i) => (Number(region, i), Child(region, "total") is { } total ? Count(total, "current_total") : Count(region, "current_total")))]);
        }
        else if (levels is not null)
        {
            var numbers = Array(envelope, "numbering_regions");
            AddRegions(start, end, [.. levels.Select((level, i) => (numbers is not null && i < numbers.Length ? Whole(numbers[i]) ?? 0 : i + 1, Whole(level)))]);
        }
    }

    // Nested in total{} by newer firmware, directly on the line by older.
    private void AddLines(JsonElement[] lines, DateTimeOffset start, DateTimeOffset end) => AddCounts(start, end, [.. lines.Select((line, i) =>
    {
        var counts = Child(line, "total") ?? line;
        return (Number(line, i), Count(counts, "in"), Count(counts, "out"));
    })]);

    private void AddCounts(DateTimeOffset start, DateTimeOffset end, (int Line, int? In, int? Out)[] lines)
    {
        if (lines.Length == 0)
        {
            return;
        }

        if (lines.Any(line => line.Line is < 1 or > Most || line.In is null || line.Out is null))
        {
            Problem ??= $"A line of the report has no counts of at least 0, or is not one of 1 to {Most}.";
            return;
        }

        var counts = new int[lines.Max(line => line.Line) * 2];
        foreach (var (line, entered, left) in lines)
        {
            (counts[(line - 1) * 2], counts[((line - 1) * 2) + 1]) = (entered!.Value, left!.Value);
        }

        _people.Add(new PeopleObservation(start, end, ImmutableArray.Create(counts)));
    }

    private void AddRegions(DateTimeOffset start, DateTimeOffset end, (int Region, int? Count)[] regions)
    {
        if (regions.Length == 0)
        {
            return;
        }

        if (regions.Any(region => region.Region is < 1 or > Most || region.Count is null))
        {
            Problem ??= $"A region of the report has no count of at least 0, or is not one of 1 to {Most}.";
            return;
        }

        var counts = new int[regions.Max(region => region.Region)];
        foreach (var (region, count) in regions)
        {
            counts[region - 1] = count!.Value;
        }

        _regions.Add(new RegionObservation(start, end, ImmutableArray.Create(counts), RegionKind.Occupancy));
    }

    private (DateTimeOffset Start, DateTimeOffset End)? Interval(JsonElement envelope)
    {
        var times = Child(envelope, "time_info") ?? envelope;
        var (start, end) = (Text(times, "start_time"), Text(times, "end_time"));
        if (start is null || end is null)
        {
            Problem ??= "The report has counts and no time_info with start_time and end_time. Choose periodic reports in the device.";
            return null;
        }

        if (Instant(start) is { } from && Instant(end) is { } to)
        {
            return (from, to);
        }

        if (Local(start) is not { } localStart || Local(end) is not { } localEnd)
        {
            Problem ??= $"'{MilesightTable.Shown(start)}' to '{MilesightTable.Shown(end)}' is no interval; expected times such as 2026-01-31T09:30:00+01:00.";
            return null;
        }

        if (Offset(Text(times, "timezone") ?? Text(times, "time_zone"), Text(times, "dst_status")) is { } offset)
        {
            return (new DateTimeOffset(localStart, offset).ToUniversalTime(), new DateTimeOffset(localEnd, offset).ToUniversalTime());
        }

        if (zoneId is null)
        {
            NeedsZone = true;
            return null;
        }

        return LocalIntervals.Instants(localStart, localEnd, zoneId, again: false);
    }

    // ISO 8601 with an offset, which may be -00:00 for UTC.
    private static DateTimeOffset? Instant(string text) =>
        text.Length > 19 && text.AsSpan(19).IndexOfAny('+', '-', 'Z') >= 0
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && InRange(instant.Year)
            ? instant.ToUniversalTime()
            : null;

    private static DateTime? Local(string text) =>
        DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && InRange(local.Year) ? local : null;

    private static bool InRange(int year) => year is >= 2000 and < 2200;

    // A label that begins with UTC±h:mm; summer time is told beside it.
    private static TimeSpan? Offset(string? label, string? summer)
    {
        if (label is not ['U', 'T', 'C', var sign and ('+' or '-'), .. var rest])
        {
            return null;
        }

        var digits = rest.Split(' ', 2)[0];
        return TimeSpan.TryParseExact(digits, [@"h\:mm", @"hh\:mm"], CultureInfo.InvariantCulture, out var offset) && offset <= TimeSpan.FromHours(14)
            ? (sign == '-' ? -offset : offset) + (summer is "1" or "true" or "on" ? TimeSpan.FromHours(1) : TimeSpan.Zero) is var total && total.Duration() <= TimeSpan.FromHours(14) ? total : null
            : null;
    }

    private static int Number(JsonElement one, int index) =>
        one.ValueKind is JsonValueKind.Object && (one.TryGetProperty("line", out var number) || one.TryGetProperty("region", out number)) ? Whole(number) ?? 0 : index + 1;

    private static JsonElement? Child(JsonElement from, string name) =>
        from.ValueKind is JsonValueKind.Object && from.TryGetProperty(name, out var child) && child.ValueKind is JsonValueKind.Object ? child : null;

    private static JsonElement[]? Array(JsonElement from, string name) =>
        from.ValueKind is JsonValueKind.Object && from.TryGetProperty(name, out var child) && child.ValueKind is JsonValueKind.Array ? [.. child.EnumerateArray()] : null;

    private static string? Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? PushContent.Text(value) : null;

    private static int? Count(JsonElement from, string name) =>
        from.ValueKind is JsonValueKind.Object && from.TryGetProperty(name, out var value) ? Whole(value) : null;

    private static int? Whole(JsonElement value) => value.ValueKind is JsonValueKind.Number or JsonValueKind.String && PushContent.Text(value) is { } text ? MilesightTable.Count(text) : null;
}
