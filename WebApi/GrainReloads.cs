using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Alerts;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;

namespace RetailOrleans.WebApi;

/// <summary>
/// Tells grains that their settings changed, after the commit. A grain that could not be told finds its revision behind when it is
/// next compared with what is stored (within ten minutes), so a failure is logged and does not fail the request.
/// </summary>
internal sealed partial class GrainReloads(IGrainFactory grains, TimeProvider time, ILogger<GrainReloads> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A sensor, then the stores that it belongs or belonged to.</summary>
    public async Task SensorAsync(Guid sensorId, params IEnumerable<Guid> storeIds)
    {
        await TryAsync("sensor", sensorId, token => grains.GetGrain<ISensorGrain>(sensorId).ReloadAsync(token));
        foreach (var storeId in storeIds.Distinct())
        {
            await StoreAsync(storeId);
        }
    }

    /// <summary>A store alone.</summary>
    public Task StoreAsync(Guid storeId) => TryAsync("store", storeId, token => grains.GetGrain<IStoreGrain>(storeId).ReloadAsync(token));

    /// <summary>Whose alert somebody acknowledged or resolved: a store, or an organization when it is about more than one.</summary>
    public Task AlertsAsync(Guid organizationId, Guid? storeId) => storeId is { } id
        ? TryAsync("store", id, token => grains.GetGrain<IStoreGrain>(id).ReloadAlertsAsync(token))
        : TryAsync("organization", organizationId, token => grains.GetGrain<IOrganizationAlertsGrain>(organizationId).ReloadAlertsAsync(token));

    /// <summary>A store that reported sales.</summary>
    public Task SalesAsync(Guid storeId) => TryAsync("store", storeId, token => grains.GetGrain<IStoreGrain>(storeId).ReloadSalesAsync(token));

    /// <summary>A store and sensors whose settings follow it.</summary>
    public async Task StoreAsync(Guid storeId, IEnumerable<Guid> sensorIds)
    {
        await Parallel.ForEachAsync(
            sensorIds,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (sensorId, _) => await TryAsync("sensor", sensorId, token => grains.GetGrain<ISensorGrain>(sensorId).ReloadAsync(token)));
        await StoreAsync(storeId);
    }

    private async Task TryAsync(string kind, Guid id, Func<CancellationToken, Task> reload)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await reload(patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception exception) // Whatever it is, the change is committed.
        {
            LogNotTold(exception, kind, id);
        }
    }

    [LoggerMessage(4103, LogLevel.Warning, "The {Kind} {Id} could not be told of its new settings; it takes them within ten minutes, when live state is compared with what is stored")]
    private partial void LogNotTold(Exception exception, string kind, Guid id);
}
