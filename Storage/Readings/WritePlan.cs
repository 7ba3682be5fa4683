using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>
/// Decides what one commit has to write of one kind: pure arithmetic over what comes in and what is stored near it.
/// The commit itself tells what really happened, should another silo have been faster.
/// </summary>
internal sealed class WritePlan
{
    private readonly List<ReadingRow> _stored;

    /// <param name="stored">In any order; taken over.</param>
    public WritePlan(List<ReadingRow> stored)
    {
        _stored = stored;
        _stored.Sort(static (a, b) => Compare(a, b.SensorKey, b.SubKind, b.Start));
    }

    /// <summary>What is stored in the bucket of <paramref name="row"/>; null when it is free.</summary>
    public ReadingRow? Stored(in ReadingRow row)
    {
        var place = FirstNotBefore(row.SensorKey, row.SubKind, row.Start);
        return place < _stored.Count && IsSame(_stored[place], row) && _stored[place].Start == row.Start ? _stored[place] : null;
    }

    /// <summary>
    /// The stored bucket that <paramref name="row"/> would overlap, its own bucket apart; null when it fits.
    /// Instants (alarms, most heat values) overlap nothing.
    /// </summary>
    public ReadingRow? Overlapped(in ReadingRow row)
    {
        if (row.DurationSeconds == 0)
        {
            return null;
        }

        // Stored buckets do not overlap each other, so only the neighbours matter: the last one that starts before this one's end,
        // and, when that is the row's own bucket, the one before.
        for (var i = FirstNotBefore(row.SensorKey, row.SubKind, row.End) - 1; i >= 0 && IsSame(_stored[i], row); i--)
        {
            var neighbour = _stored[i];
            if (neighbour.Start == row.Start)
            {
                continue;
            }

            return neighbour.End > row.Start && neighbour.DurationSeconds > 0 ? neighbour : null;
        }

        return null;
    }

    /// <summary>The refusal of a row that overlaps a stored bucket.</summary>
    public static ReadingRefusal Refusal(ReadingKind kind, int index, in ReadingRow row, in ReadingRow overlapped) => new(
        kind, index, "timestamp",
        $"The interval {row.Start:yyyy-MM-ddTHH:mm:ssZ}/{row.End:yyyy-MM-ddTHH:mm:ssZ} overlaps the stored one of "
        + $"{overlapped.Start:yyyy-MM-ddTHH:mm:ssZ}/{overlapped.End:yyyy-MM-ddTHH:mm:ssZ} of the same sensor and type: people would count twice. "
        + "Send intervals that tile the day, or the same timestamp to correct it.");

    private static bool IsSame(in ReadingRow stored, in ReadingRow row) => stored.SensorKey == row.SensorKey && stored.SubKind == row.SubKind;

    private int FirstNotBefore(int sensorKey, int subKind, DateTime start)
    {
        int low = 0, high = _stored.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Compare(_stored[middle], sensorKey, subKind, start) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Series by series, in the order of time.</summary>
    private static int Compare(in ReadingRow row, int sensorKey, int subKind, DateTime start) =>
        row.SensorKey != sensorKey ? row.SensorKey.CompareTo(sensorKey)
        : row.SubKind != subKind ? row.SubKind.CompareTo(subKind)
        : row.Start.CompareTo(start);
}
