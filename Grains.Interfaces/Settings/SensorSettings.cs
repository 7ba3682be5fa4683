namespace RetailOrleans.Grains.Interfaces.Settings;

/// <summary>One registered sensor.</summary>
/// <param name="OrganizationId">Its tenant.</param>
/// <param name="SensorId">Its identity.</param>
/// <param name="SensorKey">The narrow key of its readings.</param>
/// <param name="StoreId">The store that it belongs to now.</param>
/// <param name="Name">Unique in its organization.</param>
/// <param name="Address">IP or host name.</param>
/// <param name="Port">1 to 65,535.</param>
/// <param name="Type">Which connector speaks to it.</param>
/// <param name="Location">Free text.</param>
/// <param name="TimeZone">IANA id of its wall clock; null = its store's.</param>
/// <param name="Config">The rest.</param>
/// <param name="ProtectedSecret">Password or token, encrypted; null when there is none.</param>
/// <param name="IsActive">False: switched off, neither polled nor late.</param>
/// <param name="LastSeenAt">Last contact, at most a minute old.</param>
/// <param name="LastError">What went wrong at the last contact, in plain words; null when nothing did.</param>
/// <param name="CreatedAt">Registration.</param>
/// <param name="UpdatedAt">Last change of settings.</param>
/// <param name="Revision">Rises with every change of settings.</param>
public sealed record SensorSettings(
    Guid OrganizationId, Guid SensorId, int SensorKey, Guid StoreId,
    string Name, string Address, int Port, string Type, string? Location, string? TimeZone,
    SensorConfig Config, byte[]? ProtectedSecret, bool IsActive,
    DateTimeOffset? LastSeenAt, string? LastError, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Revision);
