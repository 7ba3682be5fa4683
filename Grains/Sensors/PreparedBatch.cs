using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Grains.Sensors;

/// <summary>
/// A batch with at most one reading per bucket and no two that overlap: of two readings for one bucket the later one counts (the
/// overtaken one is unchanged), and of two that overlap the later one in time is refused.
/// </summary>
internal sealed record PreparedBatch(ReadingBatch Batch, ImmutableArray<ReadingRefusal> Refusals, ImmutableArray<ImmutableArray<int>> Indexes, RecordTally[] Overtaken)
{
    public static PreparedBatch Of(ReadingBatch batch)
    {
        if (batch.Count == 1)
        {
            return new PreparedBatch(batch, [], [], []);
        }

        var refusals = ImmutableArray.CreateBuilder<ReadingRefusal>();
        var overtaken = new RecordTally[4];
        var (people, peopleIndexes) = Prepare(batch.People, ReadingKind.People, r => (r.Start, r.End, 0), refusals, overtaken);
        var (regions, regionIndexes) = Prepare(batch.Regions, ReadingKind.Regions, r => (r.Start, r.End, (int)r.Kind), refusals, overtaken);
        var (heat, heatIndexes) = Prepare(batch.Heat, ReadingKind.Heat, r => (r.Start, r.End, 0), refusals, overtaken);
        var (alarms, alarmIndexes) = Prepare(batch.Alarms, ReadingKind.Alarms, r => (r.At, r.At, 0), refusals, overtaken);
        return new PreparedBatch(
            new ReadingBatch(people, regions, heat, alarms, batch.AllOrNothing), refusals.ToImmutable(),
            [peopleIndexes, regionIndexes, heatIndexes, alarmIndexes], overtaken);
    }

    /// <summary>The outcome in terms of the batch as it came.</summary>
    public RecordOutcome Outcome(RecordOutcome stored)
    {
        if (Indexes.IsEmpty)
        {
            return stored;
        }

        return new RecordOutcome(
            stored.SensorFound, Sum(stored.People, 0), Sum(stored.Regions, 1), Sum(stored.Heat, 2), Sum(stored.Alarms, 3),
            [.. Refusals, .. stored.Refusals.Select(refusal => refusal with { Index = Indexes[(int)refusal.Kind][refusal.Index] })]);
    }

    private RecordTally Sum(RecordTally tally, int kind) => tally with { Unchanged = tally.Unchanged + Overtaken[kind].Unchanged };

    private static (ImmutableArray<TReading> Kept, ImmutableArray<int> Indexes) Prepare<TReading>(
        ImmutableArray<TReading> readings, ReadingKind kind, Func<TReading, (DateTimeOffset Start, DateTimeOffset End, int SubKind)> bucket,
        ImmutableArray<ReadingRefusal>.Builder refusals, RecordTally[] overtaken)
    {
        if (IsTidy(readings, bucket))
        {
            return (readings, [.. Enumerable.Range(0, readings.Length)]);
        }

        var last = new Dictionary<(DateTimeOffset Start, int SubKind), int>(readings.Length);
        for (var i = 0; i < readings.Length; i++)
        {
            var (start, _, subKind) = bucket(readings[i]);
            last[(start, subKind)] = i;
        }

        overtaken[(int)kind] = new RecordTally(0, 0, readings.Length - last.Count);
        var kept = ImmutableArray.CreateBuilder<TReading>(last.Count);
        var indexes = ImmutableArray.CreateBuilder<int>(last.Count);
        (DateTimeOffset Start, DateTimeOffset End, int SubKind) before = default;
        foreach (var i in last.Values.OrderBy(i => bucket(readings[i]).SubKind).ThenBy(i => bucket(readings[i]).Start))
        {
            var own = bucket(readings[i]);
            if (before.SubKind == own.SubKind && before.End > own.Start && own.End > own.Start)
            {
                refusals.Add(RequestOverlap.Refusal(kind, i, (own.Start, own.End), (before.Start, before.End)));
                continue;
            }

            // An instant overlaps nothing.
            before = own.End > own.Start ? own : before;
            kept.Add(readings[i]);
            indexes.Add(i);
        }

        return (kept.ToImmutable(), indexes.ToImmutable());
    }

    /// <summary>Whether the readings tile their time in order, as nearly all batches do.</summary>
    private static bool IsTidy<TReading>(
        ImmutableArray<TReading> readings, Func<TReading, (DateTimeOffset Start, DateTimeOffset End, int SubKind)> bucket)
    {
        for (var i = 1; i < readings.Length; i++)
        {
            var (before, own) = (bucket(readings[i - 1]), bucket(readings[i]));
            if (own.Start <= before.Start || own.Start < before.End)
            {
                return false;
            }
        }

        return true;
    }
}
