using Orleans.Concurrency;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>One physical sensor, by its id: its readings, its live numbers and its polling. Who posts readings goes through <see cref="ISensorDoor"/>.</summary>
[Alias("retail.ISensorGrain"), GrainInterfaceType("retail.sensor")]
public interface ISensorGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Stores validated readings and folds them into the live state. Returns after the commit. The same batch again has no effect.
    /// </summary>
    /// <exception cref="Failures.StorageUnavailableException">The database can't take it now; send it again later.</exception>
    [Alias("Record")]
    ValueTask<RecordOutcome> RecordAsync(ReadingBatch batch, CancellationToken cancellationToken = default);

    /// <summary>The sensor's own poll comes back through this door, in turn with everything else that is recorded.</summary>
    [Alias("CompletePoll")]
    Task CompletePollAsync(PollReport report, CancellationToken cancellationToken = default);

    /// <summary>The live numbers; null when there is no such sensor. Does not wait for commits under way.</summary>
    [Alias("GetLive"), AlwaysInterleave]
    Task<SensorLive?> GetLiveAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Tells <paramref name="observer"/> of every later change, until it unsubscribes or has not renewed for a minute. Idempotent.
    /// Returns the state now; null when there is no such sensor.
    /// </summary>
    [Alias("Subscribe"), AlwaysInterleave]
    Task<SensorLive?> SubscribeAsync(ISensorObserver observer, CancellationToken cancellationToken = default);

    /// <summary>Ends a subscription; harmless when there is none.</summary>
    [Alias("Unsubscribe"), AlwaysInterleave]
    Task UnsubscribeAsync(ISensorObserver observer, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks the device now whether it works, and stores nothing; one test of a sensor at a time, later callers join it. A sensor that sends
    /// its data itself is not contacted. Null when there is no such sensor.
    /// </summary>
    [Alias("Test"), AlwaysInterleave, ResponseTimeout("00:01:30")]
    Task<SensorTest?> TestAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes sure that the sensor is active and its polling schedule runs. Cheap, idempotent.</summary>
    [Alias("Wake"), AlwaysInterleave]
    Task WakeAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads settings and today's readings anew, after somebody changed or deleted the sensor.</summary>
    [Alias("Reload")]
    Task ReloadAsync(CancellationToken cancellationToken = default);
}
