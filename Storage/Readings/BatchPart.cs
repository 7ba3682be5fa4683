using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>Some readings of one kind out of a batch that is too large for one commit.</summary>
/// <param name="Batch">These readings.</param>
/// <param name="Kind">Their kind.</param>
/// <param name="First">The place of the first of them in the batch.</param>
internal readonly record struct BatchPart(ReadingBatch Batch, ReadingKind Kind, int First)
{
    /// <summary>The parts of a batch, kind by kind, each of at most <paramref name="size"/> readings.</summary>
    public static IEnumerable<BatchPart> Of(ReadingBatch batch, int size)
    {
        for (var first = 0; first < batch.People.Length; first += size)
        {
            yield return new(ReadingBatch.Empty with { People = Slice(batch.People, first, size) }, ReadingKind.People, first);
        }

        for (var first = 0; first < batch.Regions.Length; first += size)
        {
            yield return new(ReadingBatch.Empty with { Regions = Slice(batch.Regions, first, size) }, ReadingKind.Regions, first);
        }

        for (var first = 0; first < batch.Heat.Length; first += size)
        {
            yield return new(ReadingBatch.Empty with { Heat = Slice(batch.Heat, first, size) }, ReadingKind.Heat, first);
        }

        for (var first = 0; first < batch.Alarms.Length; first += size)
        {
            yield return new(ReadingBatch.Empty with { Alarms = Slice(batch.Alarms, first, size) }, ReadingKind.Alarms, first);
        }
    }

    /// <summary>What became of the whole batch.</summary>
    public static WriteResult Join(IReadOnlyList<(BatchPart Part, WriteResult Result)> parts)
    {
        Span<RecordTally> tallies = stackalloc RecordTally[ReadingTable.All.Count];
        foreach (var (part, result) in parts)
        {
            tallies[(int)part.Kind] = Sum(tallies[(int)part.Kind], result.Outcome.Of(part.Kind));
        }

        return new WriteResult(
            new RecordOutcome(
                true, tallies[0], tallies[1], tallies[2], tallies[3],
                [.. parts.SelectMany(p => p.Result.Outcome.Refusals.Select(refusal => refusal with { Index = refusal.Index + p.Part.First }))]),
            [.. parts.SelectMany(p => p.Result.Changes)]);
    }

    private static RecordTally Sum(RecordTally a, RecordTally b) => new(a.Inserted + b.Inserted, a.Updated + b.Updated, a.Unchanged + b.Unchanged);

    private static ImmutableArray<T> Slice<T>(ImmutableArray<T> readings, int first, int size) => readings.Slice(first, Math.Min(size, readings.Length - first));
}
