namespace RetailOrleans.Storage.Registry;

/// <summary>What ingest needs to know of a sensor.</summary>
/// <param name="SensorId">Its identity.</param>
/// <param name="OrganizationId">Its tenant.</param>
/// <param name="StoreId">The store that it belongs to now.</param>
/// <param name="SensorKey">The narrow key of its readings.</param>
/// <param name="Type">Which connector speaks to it.</param>
public sealed record SensorEntry(Guid SensorId, Guid OrganizationId, Guid StoreId, int SensorKey, string Type);
