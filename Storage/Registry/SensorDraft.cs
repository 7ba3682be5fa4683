using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Storage.Registry;

/// <summary>A sensor's settings as somebody wants them, validated.</summary>
/// <param name="StoreId">Its store.</param>
/// <param name="Name">Unique in the organization, whatever the case.</param>
/// <param name="Address">IP or host name, in canonical form.</param>
/// <param name="Port">1 to 65,535.</param>
/// <param name="Type">Which connector speaks to it.</param>
/// <param name="Location">Free text.</param>
/// <param name="TimeZone">IANA id; null = the store's.</param>
/// <param name="Config">The rest.</param>
/// <param name="ProtectedSecret">Encrypted; null when there is none.</param>
/// <param name="IsActive">False: switched off.</param>
public sealed record SensorDraft(
    Guid StoreId, string Name, string Address, int Port, string Type, string? Location, string? TimeZone,
    SensorConfig Config, byte[]? ProtectedSecret, bool IsActive);
