using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Grains.Sensors;

/// <summary>A sensor's newest buckets: those that can reach over the day's start, and those that a poll brings again.</summary>
internal sealed class RecentBuckets
{
    private const int Most = 32;

    private readonly SortedList<(DateTime Start, ReadingKind Kind, int SubKind), ReadingRow> _rows = [];

    /// <summary>The bucket of line crossings that begins then; null when it is not among the newest.</summary>
    public ReadingRow? People(DateTimeOffset start) => _rows.TryGetValue((start.UtcDateTime, ReadingKind.People, 0), out var row) ? row : null;

    /// <summary>Whether a bucket is kept with the same end and numbers.</summary>
    public bool Knows(ReadingKind kind, DateTimeOffset start, DateTimeOffset end, int subKind, ImmutableArray<int> counts, double heat) =>
        _rows.TryGetValue((start.UtcDateTime, kind, subKind), out var known)
        && known.End == end.UtcDateTime && known.Heat.Equals(heat) && counts.AsSpan().TrimEnd(0).SequenceEqual(known.Counts);

    /// <summary>Those that begin on a day, or reach into it.</summary>
    public IEnumerable<(ReadingKind Kind, ReadingRow Row)> From(DateTimeOffset dayStart) =>
        from kept in _rows where kept.Value.End > dayStart.UtcDateTime || kept.Value.Start >= dayStart.UtcDateTime select (kept.Key.Kind, kept.Value);

    /// <summary>Keeps a bucket, and forgets the oldest one that does not reach beyond the day's end: such a one is kept for the day that comes.</summary>
    public void Keep(ReadingKind kind, in ReadingRow row, DateTimeOffset dayEnd)
    {
        _rows[(row.Start, kind, row.SubKind)] = row;
        for (var i = 0; _rows.Count > Most && i < _rows.Count; i++)
        {
            if (_rows.GetValueAtIndex(i).End <= dayEnd.UtcDateTime)
            {
                _rows.RemoveAt(i);
                break;
            }
        }
    }

    /// <summary>Of changes in the order of time, what starts before this would be kept and fall out again, as that many newer ones come behind it: a day's worth of backfill.</summary>
    public static DateTime OldestToKeep(ImmutableArray<RowChange> changes)
    {
        var oldest = DateTime.MaxValue;
        foreach (var change in changes.AsSpan()[^Math.Min(changes.Length, Most)..])
        {
            oldest = change.Kind == ReadingKind.Alarms ? DateTime.MinValue : change.New.Start < oldest ? change.New.Start : oldest;
        }

        return changes.Length <= Most ? DateTime.MinValue : oldest;
    }
}
