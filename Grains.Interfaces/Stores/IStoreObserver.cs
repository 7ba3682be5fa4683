namespace RetailOrleans.Grains.Interfaces.Stores;

/// <summary>A silo that has watchers of a store.</summary>
[Alias("retail.IStoreObserver")]
public interface IStoreObserver : IGrainObserver
{
    /// <summary>The store's newest state; a missed call loses nothing, since the next one is whole again.</summary>
    [Alias("StoreChanged")]
    Task StoreChangedAsync(StoreLive live);
}
