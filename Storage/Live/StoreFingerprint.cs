namespace RetailOrleans.Storage.Live;

/// <summary>What a store's live state was made from, but for what its sensors tell it; equal to what is stored, or the state is not the store's.</summary>
/// <param name="StoreId">Whose.</param>
/// <param name="Epoch">Of its activation; a later activation has a higher one.</param>
/// <param name="Revision">Of its settings.</param>
/// <param name="Sensors">How many sensors it has.</param>
public sealed record StoreFingerprint(Guid StoreId, long Epoch, long Revision, int Sensors);
