namespace RetailOrleans.Grains.Stores;

/// <summary>What a store's grain begins with.</summary>
/// <param name="State">Settings and what is stored of its sensors' day.</param>
/// <param name="Epoch">A number that no earlier activation had.</param>
internal sealed record LoadedStore(StoreState State, long Epoch);
