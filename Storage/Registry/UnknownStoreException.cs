namespace RetailOrleans.Storage.Registry;

/// <summary>The store that a sensor should belong to does not exist within the caller's scope; answered as 404.</summary>
public sealed class UnknownStoreException(Guid storeId) : Exception($"There is no store {storeId}.");
