using RetailOrleans.Calendar;

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
            var (start, end) = Instants(row, zone, again: !seen.Add(row.Start));
            if (start < end && start < window.To && end > window.From)
            {
                buckets[start] = new MilesightBucket(row, start, end);
            }
        }

        return buckets.Values;
    }

    // In autumn a clock shows an hour twice. Rows come in order: the first row of that hour is the earlier instant, the second the later.
    // A camera that keeps a single row for both cannot be told from one that lost the second; its row counts for the earlier hour.
    // In spring an hour does not exist; a row within it has no extent and is dropped.
    private static (DateTimeOffset Start, DateTimeOffset End) Instants(MilesightRow row, string zone, bool again)
    {
        var starts = WallClock.Candidates(row.Start, zone);
        if (starts.Length == 2)
        {
            var repeated = starts[again ? 1 : 0];
            return (repeated, repeated + (row.End - row.Start));
        }

        var start = starts.Length == 1 ? starts[0] : WallClock.FirstAtOrAfter(row.Start, zone);
        return (start, WallClock.FirstAtOrAfter(row.End, zone));
    }
}
