using RetailOrleans.Calendar;

namespace RetailOrleans.Connectors;

/// <summary>Intervals of a device's own wall clock on the time line. Pure.</summary>
internal static class LocalIntervals
{
    // In autumn a clock shows an hour twice. Rows come in order: the first row of that hour is the earlier instant, the second the later.
    // A device that keeps a single row for both cannot be told from one that lost the second; its row counts for the earlier hour.
    // In spring an hour does not exist; a row within it has no extent and is dropped.

    /// <param name="start">What the clock showed, inclusive.</param>
    /// <param name="end">What it showed at the end, exclusive.</param>
    /// <param name="zone">IANA zone of the clock.</param>
    /// <param name="again">Whether an earlier row had the same start.</param>
    /// <returns>UTC; without extent when the clock jumped over the interval.</returns>
    public static (DateTimeOffset Start, DateTimeOffset End) Instants(DateTime start, DateTime end, string zone, bool again)
    {
        var starts = WallClock.Candidates(start, zone);
        if (starts.Length == 2)
        {
            var repeated = starts[again ? 1 : 0];
            return (repeated, repeated + (end - start));
        }

        var first = starts.Length == 1 ? starts[0] : WallClock.FirstAtOrAfter(start, zone);
        return (first, WallClock.FirstAtOrAfter(end, zone));
    }
}
