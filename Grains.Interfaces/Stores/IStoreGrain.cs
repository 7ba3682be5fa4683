using System.Collections.Immutable;
using Orleans.Concurrency;
using RetailOrleans.Grains.Interfaces.Sensors;

namespace RetailOrleans.Grains.Interfaces.Stores;

/// <summary>One store, by its id: the sum of its sensors, its occupancy, and the reminder that keeps its sensors awake.</summary>
[Alias("retail.IStoreGrain"), GrainInterfaceType("retail.store")]
public interface IStoreGrain : IGrainWithGuidKey
{
    /// <summary>The newest states of some of its sensors. An older version than the one known is ignored.</summary>
    [Alias("ReportStates"), AlwaysInterleave]
    ValueTask ReportAsync(ImmutableArray<SensorSnapshot> snapshots);

    /// <summary>The live numbers; null when there is no such store.</summary>
    [Alias("GetLive"), AlwaysInterleave]
    Task<StoreLive?> GetLiveAsync(CancellationToken cancellationToken = default);

    /// <summary>The sensors' status; null when there is no such store.</summary>
    [Alias("GetStatus"), AlwaysInterleave]
    Task<StoreStatus?> GetStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Tells <paramref name="observer"/> of every later change, until it unsubscribes or has not renewed for a minute. Idempotent.
    /// Returns the state now; null when there is no such store.
    /// </summary>
    [Alias("Subscribe"), AlwaysInterleave]
    Task<StoreLive?> SubscribeAsync(IStoreObserver observer, CancellationToken cancellationToken = default);

    /// <summary>Ends a subscription; harmless when there is none.</summary>
    [Alias("Unsubscribe"), AlwaysInterleave]
    Task UnsubscribeAsync(IStoreObserver observer, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads settings and sensors anew, after somebody created, changed or deleted the store or one of its sensors. Registers the
    /// reminder that wakes its sensors, or ends it when the store is gone.
    /// </summary>
    [Alias("Reload")]
    Task ReloadAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the store's alerts anew, after somebody acknowledged or resolved one.</summary>
    [Alias("ReloadAlerts"), AlwaysInterleave]
    Task ReloadAlertsAsync(CancellationToken cancellationToken = default);

    /// <summary>Has rules about the store's sales look again, after some were reported.</summary>
    [Alias("ReloadSales"), AlwaysInterleave]
    Task ReloadSalesAsync(CancellationToken cancellationToken = default);
}
