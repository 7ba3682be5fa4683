using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>
/// Decides what one commit has to write of one kind: pure arithmetic over what comes in and what is stored near it.
/// The commit itself tells what really happened, should another silo have been faster.
/// </summary>
internal sealed class WritePlan
{
    private readonly Dictionary<RowKey, ReadingRow> _stored = [];
    private readonly Dictionary<(int SensorKey, int SubKind), List<ReadingRow>> _bySeries = [];

    public WritePlan(IEnumerable<ReadingRow> stored)
    {
        foreach (var row in stored)
        {
            if (_stored.TryAdd(RowKey.Of(row), row))
            {
                Series(row).Add(row);
            }
        }

        foreach (var series in _bySeries.Values)
        {
            series.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        }
    }

    /// <summary>What is stored in the bucket of <paramref name="row"/>; null when it is free.</summary>
    public ReadingRow? Stored(in ReadingRow row) => _stored.TryGetValue(RowKey.Of(row), out var stored) ? stored : null;

    /// <summary>
    /// The stored bucket that <paramref name="row"/> would overlap, its own bucket apart; null when it fits.
    /// Instants (alarms, most heat values) overlap nothing.
    /// </summary>
    public ReadingRow? Overlapped(in ReadingRow row)
    {
        if (row.DurationSeconds == 0 || !_bySeries.TryGetValue((row.SensorKey, row.SubKind), out var series))
        {
            return null;
        }

        // Stored buckets do not overlap each other, so only the neighbours matter: the last one that starts before this one's end,
        // and, when that is the row's own bucket, the one before.
        for (var i = LastStartingBefore(series, row.End); i >= 0; i--)
        {
            var neighbour = series[i];
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

    private List<ReadingRow> Series(in ReadingRow row)
    {
        var key = (row.SensorKey, row.SubKind);
        if (!_bySeries.TryGetValue(key, out var series))
        {
            _bySeries.Add(key, series = []);
        }

        return series;
    }

    private static int LastStartingBefore(List<ReadingRow> series, DateTime instant)
    {
        int low = 0, high = series.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (series[middle].Start < instant)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }
}
