using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>One row of a log: the camera-local interval that it names (end exclusive), and its cells.</summary>
internal sealed record MilesightRow(int Line, DateTime Start, DateTime End, string[] Cells);

/// <summary>
/// A camera's log as text: a header and complete rows. The format has no quoting to speak of, so a split at commas reads it; what matters
/// is what the split refuses. Times and cell counts are checked here, the meaning of the other columns is the caller's.
/// </summary>
/// <param name="Columns">Header names, trimmed.</param>
/// <param name="Rows">In the camera's order, oldest first.</param>
/// <param name="EndsInLine">The last line has no line end: it may be cut.</param>
internal sealed record MilesightTable(ImmutableArray<string> Columns, ImmutableArray<MilesightRow> Rows, bool EndsInLine)
{
    private const int MostColumns = 128;

    // M, d, H, m and s also read two digits. Counting logs come with slashes, heat logs with dashes.
    private static readonly string[] TimeFormats = ["yyyy/M/d H:m:s", "yyyy-M-d H:m:s", "yyyy/M/d H:m", "yyyy-M-d H:m"];

    /// <summary>Null as the value: an empty body, which says that there is no data.</summary>
    public static ParseResult<MilesightTable?> Read(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body).TrimStart('\uFEFF');
        if (string.IsNullOrWhiteSpace(text))
        {
            return (MilesightTable?)null;
        }

        if (text.AsSpan().TrimStart().StartsWith("<"))
        {
            return new Rejection(FaultKind.NotACounter, "it is a web page");
        }

        var lines = text.Split('\n');
        var first = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        var last = Array.FindLastIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        var endsInLine = last == lines.Length - 1;
        var columns = Cells(lines[first]);
        if (TimeColumns.Find(columns) is not { } times)
        {
            return new Rejection(endsInLine && first == last && "StartTime".StartsWith(columns[0], StringComparison.OrdinalIgnoreCase) ? FaultKind.Truncated : FaultKind.NotACounter,
                $"expected a header that begins with StartTime, got '{Shown(lines[first])}'", first + 1);
        }

        var rows = new List<MilesightRow>();
        for (var i = first + 1; i <= last; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                continue;
            }

            var cells = Cells(lines[i]);
            if (cells.Length != columns.Length && !(cells.Length == columns.Length + 1 && cells[^1].Length == 0))
            {
                return new Rejection(i == last && cells.Length < columns.Length ? FaultKind.Truncated : FaultKind.NotACounter,
                    $"expected {columns.Length} columns, got {cells.Length}", i + 1);
            }

            if (times.Read(cells) is not var (start, end))
            {
                return new Rejection(FaultKind.NotACounter, $"expected a start before an end, like 2025/07/22 10:00:00, got '{Shown(lines[i])}'", i + 1);
            }

            rows.Add(new MilesightRow(i + 1, start, end, cells));
        }

        if (rows.Count > 1 && rows[0].Start > rows[^1].Start)
        {
            rows.Reverse();
        }

        return new MilesightTable([.. columns], [.. rows], endsInLine);
    }

    /// <summary>A count in a cell, or null: digits only, within an int.</summary>
    public static int? Count(string cell) => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>The refusal of a cell that should be a number.</summary>
    public Rejection NotANumber(MilesightRow row, int column) =>
        new(row == Rows[^1] && EndsInLine && column == Columns.Length - 1 ? FaultKind.Truncated : FaultKind.NotACounter,
            $"expected a number of at least 0 in '{Shown(Columns[column])}', got '{Shown(row.Cells[column])}'", row.Line);

    /// <summary>The refusal of a header without the columns that this log must have.</summary>
    public Rejection NoColumns(string expected) =>
        new(EndsInLine && Rows.IsEmpty ? FaultKind.Truncated : FaultKind.NotACounter, $"expected a column {expected}, got '{Shown(string.Join(',', Columns))}'", 1);

    /// <summary>Foreign text made safe to show: short, one line, printable.</summary>
    public static string Shown(string text)
    {
        var safe = new string([.. text.Trim().Take(60).Select(c => c is >= ' ' and <= '~' ? c : '?')]);
        return text.Trim().Length > 60 ? safe + "…" : safe;
    }

    private static string[] Cells(string line)
    {
        var cells = line.Split(',', MostColumns);
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = cells[i].Trim().Trim('"').Trim();
        }

        return cells;
    }

    /// <summary>Where a log says when: StartTime and maybe EndTime, or Date and Time.</summary>
    private sealed record TimeColumns(int Start, int? Time, int? End)
    {
        public static TimeColumns? Find(string[] columns)
        {
            var start = Index(columns, "starttime");
            var date = Index(columns, "date");
            var time = Index(columns, "time");
            int? end = Index(columns, "endtime") is >= 0 and var found ? found : null;
            return start >= 0 ? new(start, null, end)
                : date >= 0 && time >= 0 ? new(date, time, end)
                : null;
        }

        public (DateTime Start, DateTime End)? Read(string[] cells)
        {
            if (!TryTime(Time is { } time ? $"{cells[Start]} {cells[time]}" : cells[Start], out var start))
            {
                return null;
            }

            // Hours are the only rows that cameras were seen to send, so a row without an end is one.
            var end = start.AddHours(1);
            if (End is { } column && !TryTime(cells[column], out end))
            {
                return null;
            }

            // The camera writes the last second that belongs to the interval.
            end = end.Second == 59 ? end.AddSeconds(1) : end;
            return start < end ? (start, end) : null;
        }

        private static int Index(string[] columns, string name) =>
            Array.FindIndex(columns, column => column.Replace(" ", "", StringComparison.Ordinal).Equals(name, StringComparison.OrdinalIgnoreCase));

        private static bool TryTime(string text, out DateTime time) =>
            DateTime.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time) && time.Year is >= 2000 and < 2200;
    }
}
