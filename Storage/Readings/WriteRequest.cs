using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>One sensor's batch on its way to a commit.</summary>
internal sealed class WriteRequest(int sensorKey, ReadingBatch batch, DateTimeOffset receivedAt, DateTimeOffset changesSince)
{
    private static readonly ReadingKind[] Kinds = [ReadingKind.People, ReadingKind.Regions, ReadingKind.Heat, ReadingKind.Alarms];

    public int SensorKey { get; } = sensorKey;

    public bool AllOrNothing { get; } = batch.AllOrNothing;

    /// <summary>Changes of buckets that end at or before this instant are not reported back, but for the newest of each kind.</summary>
    public DateTime ChangesSince { get; } = changesSince.UtcDateTime;

    public int Count { get; } = batch.Count;

    /// <summary>Continuations run elsewhere: a grain's turn must not run on the lane that commits.</summary>
    public TaskCompletionSource<WriteResult> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The rows of each kind, in the order of the batch.</summary>
    public ReadingRow[][] Rows { get; } = [.. Kinds.Select(kind => ReadingRows.From(kind, sensorKey, batch, receivedAt))];
}
