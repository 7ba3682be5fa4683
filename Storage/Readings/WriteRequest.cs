using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>One sensor's batch on its way to a commit.</summary>
internal sealed class WriteRequest(int sensorKey, ReadingBatch batch, DateTimeOffset receivedAt, DateTimeOffset changesSince, bool isNew = false)
{
    private readonly ReadingRow[][] _rows =
    [
        ReadingRows.From(ReadingKind.People, sensorKey, batch, receivedAt), ReadingRows.From(ReadingKind.Regions, sensorKey, batch, receivedAt),
        ReadingRows.From(ReadingKind.Heat, sensorKey, batch, receivedAt), ReadingRows.From(ReadingKind.Alarms, sensorKey, batch, receivedAt),
    ];

    public int SensorKey { get; } = sensorKey;

    /// <summary>Whether its only reading is probably for a bucket that is free.</summary>
    public bool IsNew { get; } = isNew && batch.Count == 1;

    public bool AllOrNothing { get; } = batch.AllOrNothing;

    /// <summary>Changes of buckets that end at or before this instant are not reported back, but for alarms and the newest of each kind.</summary>
    public DateTime ChangesSince { get; } = changesSince.UtcDateTime;

    public int Count { get; } = batch.Count;

    /// <summary>Continuations run elsewhere: a grain's turn must not run on the lane that commits.</summary>
    public TaskCompletionSource<WriteResult> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The rows of a kind, in the order of the batch.</summary>
    public ReadingRow[] Rows(ReadingKind kind) => _rows[(int)kind];
}
