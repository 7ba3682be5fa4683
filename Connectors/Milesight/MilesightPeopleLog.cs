using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>The people counting log: what crossed each line. The camera's own total is not read, because it contains passing traffic.</summary>
internal static partial class MilesightPeopleLog
{
    private const int MostLines = 16;

    /// <param name="body">The response body.</param>
    /// <param name="zone">IANA zone of the camera's clock.</param>
    /// <param name="window">What the poll is about.</param>
    /// <param name="lineCount">How many lines are wanted; 0 = all.</param>
    public static ParseResult<ImmutableArray<PeopleObservation>> Parse(ReadOnlySpan<byte> body, string zone, CollectionWindow window, int lineCount)
    {
        var read = MilesightTable.Read(body);
        if (read.Rejection is { } rejection)
        {
            return rejection;
        }

        if (read.Value is not { } table)
        {
            return ImmutableArray<PeopleObservation>.Empty;
        }

        if (Columns(table) is not { } columns)
        {
            return table.NoColumns("such as 'Line1 - In'");
        }

        foreach (var row in table.Rows)
        {
            if (columns.NotANumber(row) is { } column)
            {
                return table.NotANumber(row, column);
            }
        }

        if (table.EndsInLine && columns.SumIsCut(table))
        {
            return new Rejection(FaultKind.Truncated, "the last number is cut", table.Rows[^1].Line);
        }

        var lines = lineCount > 0 ? Math.Min(lineCount, columns.Lines) : columns.Lines;
        return MilesightBuckets.Place(table, zone, window)
            .Select(bucket => new PeopleObservation(bucket.Start, bucket.End, columns.Counts(bucket.Row, lines)))
            .ToImmutableArray();
    }

    private static LineColumns? Columns(MilesightTable table)
    {
        var (inOut, sums, all) = (new int[MostLines * 2], new int[MostLines], new List<int>());
        Array.Fill(inOut, -1);
        Array.Fill(sums, -1);
        for (var column = 0; column < table.Columns.Length; column++)
        {
            var name = table.Columns[column];
            if (name.Length > 40 || ColumnPattern().Match(name) is not { Success: true } match)
            {
                // Times, Type, Capacity, a bare Sum, and whatever newer firmware adds.
                continue;
            }

            all.Add(column);
            if (match.Groups["line"] is { Success: true } digits
                && int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) is >= 1 and <= MostLines and var line)
            {
                _ = match.Groups["what"].Value.ToUpperInvariant() switch
                {
                    "IN" => inOut[(line - 1) * 2] = column,
                    "OUT" => inOut[((line - 1) * 2) + 1] = column,
                    _ => sums[line - 1] = column,
                };
            }
        }

        var last = Array.FindLastIndex(inOut, column => column >= 0);
        return last < 0 ? null : new LineColumns(inOut, sums, [.. all], (last / 2) + 1);
    }

    [GeneratedRegex(@"^(?:tolal|total|line\s*(?<line>[0-9]{1,2}))\s*-?\s*(?<what>in|out|sum)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ColumnPattern();

    /// <summary>Which column holds what; −1 where the camera has none.</summary>
    private sealed record LineColumns(int[] InOut, int[] Sums, ImmutableArray<int> All, int Lines)
    {
        public int? NotANumber(MilesightRow row)
        {
            foreach (var column in All)
            {
                if (MilesightTable.Count(row.Cells[column]) is null)
                {
                    return column;
                }
            }

            return null;
        }

        public ImmutableArray<int> Counts(MilesightRow row, int lines) =>
            [.. InOut.Take(lines * 2).Select(column => column < 0 ? 0 : MilesightTable.Count(row.Cells[column])!.Value)];

        // A body that ends within its last number looks complete by its columns; that line's sum gives it away.
        public bool SumIsCut(MilesightTable table) =>
            Array.IndexOf(Sums, table.Columns.Length - 1) is >= 0 and var line
            && InOut[line * 2] >= 0
            && InOut[(line * 2) + 1] >= 0
            && !table.Rows.IsEmpty
            && table.Rows[^1].Cells is var cells
            && (long)Number(cells, InOut[line * 2]) + Number(cells, InOut[(line * 2) + 1]) != Number(cells, Sums[line]);

        private static int Number(string[] cells, int column) => MilesightTable.Count(cells[column])!.Value;
    }
}
