using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>The regional counting log: people counted in each region within the hour (visits, not people present).</summary>
internal static partial class MilesightRegionLog
{
    private const int MostRegions = 16;

    /// <param name="body">The response body.</param>
    /// <param name="zone">IANA zone of the camera's clock.</param>
    /// <param name="window">What the poll is about.</param>
    /// <param name="regionCount">How many regions are wanted; 0 = all.</param>
    public static ParseResult<ImmutableArray<RegionObservation>> Parse(ReadOnlySpan<byte> body, string zone, CollectionWindow window, int regionCount)
    {
        var read = MilesightTable.Read(body);
        if (read.Rejection is { } rejection)
        {
            return rejection;
        }

        if (read.Value is not { } table)
        {
            return ImmutableArray<RegionObservation>.Empty;
        }

        var columns = new SortedDictionary<int, int>();
        for (var column = 0; column < table.Columns.Length; column++)
        {
            var name = table.Columns[column];
            if (name.Length <= 40
                && ColumnPattern().Match(name) is { Success: true } match
                && int.Parse(match.Groups["region"].ValueSpan, CultureInfo.InvariantCulture) is >= 1 and <= MostRegions and var region)
            {
                columns[region] = column;
            }
        }

        if (columns.Count == 0)
        {
            return table.NoColumns("such as 'region1'");
        }

        foreach (var row in table.Rows)
        {
            foreach (var column in columns.Values)
            {
                if (MilesightTable.Count(row.Cells[column]) is null)
                {
                    return table.NotANumber(row, column);
                }
            }
        }

        var regions = regionCount > 0 ? Math.Min(regionCount, columns.Keys.Last()) : columns.Keys.Last();
        return MilesightBuckets.Place(table, zone, window)
            .Select(bucket => new RegionObservation(bucket.Start, bucket.End, Counts(bucket.Row), RegionKind.Visits))
            .ToImmutableArray();

        ImmutableArray<int> Counts(MilesightRow row) =>
            [.. Enumerable.Range(1, regions).Select(region => columns.TryGetValue(region, out var column) ? MilesightTable.Count(row.Cells[column])!.Value : 0)];
    }

    [GeneratedRegex(@"^region\s*(?<region>[0-9]{1,2})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ColumnPattern();
}
