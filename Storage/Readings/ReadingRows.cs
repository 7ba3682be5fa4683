using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>Between the contract's readings and the writer's rows.</summary>
internal static class ReadingRows
{
    public static ReadingRow[] From(ReadingKind kind, int sensorKey, ReadingBatch batch, DateTimeOffset receivedAt) => kind switch
    {
        ReadingKind.People => Map(batch.People, sensorKey, receivedAt, static (r, key, at) => Row(key, r.Start, r.End, 0, r.Counts, 0, at)),
        ReadingKind.Regions => Map(batch.Regions, sensorKey, receivedAt, static (r, key, at) => Row(key, r.Start, r.End, (int)r.Kind, r.Counts, 0, at)),
        ReadingKind.Heat => Map(batch.Heat, sensorKey, receivedAt, static (r, key, at) => Row(key, r.Start, r.End, 0, [], r.Value, at)),
        _ => Map(batch.Alarms, sensorKey, receivedAt, static (r, key, at) => Row(
            key, r.At, r.At, 0, [r.CounterStatus, r.RegionInAlarms, r.RegionOutAlarms], 0, at)),
    };

    private static ReadingRow[] Map<TReading>(
        ImmutableArray<TReading> readings, int sensorKey, DateTimeOffset receivedAt, Func<TReading, int, DateTimeOffset, ReadingRow> map)
    {
        if (readings.IsDefaultOrEmpty)
        {
            return [];
        }

        var rows = new ReadingRow[readings.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = map(readings[i], sensorKey, receivedAt);
        }

        return rows;
    }

    private static ReadingRow Row(
        int sensorKey, DateTimeOffset start, DateTimeOffset end, int subKind, ImmutableArray<int> counts, double heat, DateTimeOffset receivedAt) =>
        new(sensorKey, Stored(start), subKind, (int)(end - start).TotalSeconds, ReceivedAfter(start, receivedAt), Trimmed(counts), heat);

    /// <summary>To the microsecond, as PostgreSQL keeps it: a bucket must be found again under the name that it was given.</summary>
    private static DateTime Stored(DateTimeOffset instant) => instant.UtcDateTime.AddTicks(-(instant.UtcTicks % TimeSpan.TicksPerMicrosecond));

    // int holds 68 years of seconds; a back-fill older than that is refused by its retention long before.
    private static int ReceivedAfter(DateTimeOffset start, DateTimeOffset receivedAt) =>
        (int)Math.Clamp((receivedAt - start).TotalSeconds, int.MinValue, int.MaxValue);

    /// <summary>Without trailing zeros, so that an absent line and a line that says 0 are the same.</summary>
    private static int[] Trimmed(ImmutableArray<int> counts)
    {
        var length = counts.Length;
        while (length > 0 && counts[length - 1] == 0)
        {
            length--;
        }

        return length == 0 ? [] : length == counts.Length ? ImmutableCollectionsMarshal.AsArray(counts)! : counts.AsSpan(0, length).ToArray();
    }
}
