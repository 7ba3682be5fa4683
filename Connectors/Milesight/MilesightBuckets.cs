namespace RetailOrleans.Connectors.Milesight;

/// <summary>A row that is believed, with its instants.</summary>
internal readonly record struct MilesightBucket(MilesightRow Row, DateTimeOffset Start, DateTimeOffset End);

/// <summary>Puts camera-local rows on the time line, and drops those that the poll is not about.</summary>
internal static class MilesightBuckets
{
    /// <summary>
    /// The rows that touch the window and began before its end, in order, one per start (of several the last one counts).
    /// The hour that is still growing stays; the camera's zero rows of hours to come do not.
    /// </summary>
    public static IEnumerable<MilesightBucket> Place(MilesightTable table, string zone, CollectionWindow window)
    {
        var buckets = new SortedDictionary<DateTimeOffset, MilesightBucket>();
        var seen = new HashSet<DateTime>();
        foreach (var row in table.Rows)
        {
            var (start, end) = LocalIntervals.Instants(row.Start, row.End, zone, again: !seen.Add(row.Start));
            if (start < end && start < window.To && end > window.From)
            {
                buckets[start] = new MilesightBucket(row, start, end);
            }
        }

        return buckets.Values;
    }
}
