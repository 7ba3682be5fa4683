using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.WebApi.Rollups;

/// <summary>Says how long it takes until the numbers follow a change of settings.</summary>
internal sealed class Recomputations(RebuildStore rebuilds, RollupPace pace)
{
    /// <summary>What a store is owed now; null when that is nothing of length.</summary>
    public async Task<RecomputationResponse?> OfStoreAsync(Guid storeId, CancellationToken cancellationToken) =>
        await rebuilds.OwedDaysAsync(storeId, cancellationToken) is > 0 and var days ? new RecomputationResponse(days, pace.EstimateSeconds(days)) : null;
}
