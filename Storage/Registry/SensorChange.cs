using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Registry;

/// <summary>A committed change of a sensor.</summary>
/// <param name="Sensor">As it is now.</param>
/// <param name="PreviousStoreId">The store that it belonged to before; the same one unless it was moved.</param>
public sealed record SensorChange(SensorSettings Sensor, Guid PreviousStoreId);
