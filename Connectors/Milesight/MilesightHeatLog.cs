using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>The temporal heat log: one value for the whole picture per interval.</summary>
internal static partial class MilesightHeatLog
{
    /// <param name="body">The response body.</param>
    /// <param name="zone">IANA zone of the camera's clock.</param>
    /// <param name="window">What the poll is about.</param>
    public static ParseResult<ImmutableArray<HeatObservation>> Parse(ReadOnlySpan<byte> body, string zone, CollectionWindow window)
    {
        var read = MilesightTable.Read(body);
        if (read.Rejection is { } rejection)
        {
            return rejection;
        }

        if (read.Value is not { } table)
        {
            return ImmutableArray<HeatObservation>.Empty;
        }

        var column = table.Columns.ToList().FindIndex(name => name.Length <= 40 && ColumnPattern().IsMatch(name));
        if (column < 0)
        {
            return table.NoColumns("'Value(s)'");
        }

        foreach (var row in table.Rows)
        {
            if (Value(row.Cells[column]) is null)
            {
                return table.NotANumber(row, column);
            }
        }

        return MilesightBuckets.Place(table, zone, window)
            .Select(bucket => new HeatObservation(bucket.Start, bucket.End, Value(bucket.Row.Cells[column])!.Value))
            .ToImmutableArray();
    }

    private static double? Value(string cell) =>
        double.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    [GeneratedRegex(@"^values?\s*(\(s\))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ColumnPattern();
}
