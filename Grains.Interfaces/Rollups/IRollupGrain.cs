namespace RetailOrleans.Grains.Interfaces.Rollups;

/// <summary>
/// Recomputes the hours whose readings changed. There is one per shard of stores, by the shard's number from 0; a reminder keeps
/// each alive somewhere in the cluster.
/// </summary>
[Alias("retail.IRollupGrain"), GrainInterfaceType("retail.rollup")]
public interface IRollupGrain : IGrainWithIntegerKey
{
    /// <summary>Makes sure that the shard's reminder and timer run. Idempotent.</summary>
    [Alias("EnsureRunning")]
    Task EnsureRunningAsync(CancellationToken cancellationToken = default);
}
