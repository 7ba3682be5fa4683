using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Failures;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>Sensors' health, from the live state of their stores.</summary>
internal static class LiveHealth
{
    private const int Concurrency = 32;
    private static readonly string[] ClockOff = ["clock_off"];

    /// <summary>The names on the wire.</summary>
    public static readonly string[] Names = ["unknown", "healthy", "warning", "error", "inactive"];

    /// <summary>The name of a health.</summary>
    public static string NameOf(this SensorHealth health) => Names[(int)health];

    /// <summary>What to look at when a device's clock is off; nothing while it is right or not known.</summary>
    public static IReadOnlyList<string> ClockNotices(TimeSpan? offset) => offset is { } off && DeviceClock.IsOff(off) ? ClockOff : [];

    /// <summary>An offset as answers have it.</summary>
    public static double? Seconds(TimeSpan? offset) => offset is { } off ? Math.Round(off.TotalSeconds, 1) : null;

    /// <summary>The status of a store's sensors; empty when the store can't be asked, for answers that must not fail any more.</summary>
    public static async Task<IReadOnlyDictionary<Guid, SensorStatus>> TryReadAsync(
        IGrainFactory grains, Guid storeId, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(grains, [storeId], cancellationToken);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or StorageUnavailableException)
        {
            return ReadOnlyDictionary<Guid, SensorStatus>.Empty;
        }
    }

    /// <summary>The status of all sensors of some stores. One call per store.</summary>
    public static async Task<IReadOnlyDictionary<Guid, SensorStatus>> ReadAsync(
        IGrainFactory grains, IEnumerable<Guid> storeIds, CancellationToken cancellationToken)
    {
        var sensors = new ConcurrentDictionary<Guid, SensorStatus>();
        await Parallel.ForEachAsync(
            storeIds.Distinct(),
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
            async (storeId, token) =>
            {
                if (await grains.GetGrain<IStoreGrain>(storeId).GetStatusAsync(token) is { } status)
                {
                    foreach (var sensor in status.Sensors)
                    {
                        sensors[sensor.SensorId] = sensor;
                    }
                }
            });
        return sensors;
    }
}
