namespace RetailOrleans.WebApi.Tokens;

/// <summary>A token to be made.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Role">viewer to tenant_admin, not above one's own; with a sensor_id default ingest.</param>
/// <param name="StoreIds">Limits it to these stores.</param>
/// <param name="SensorId">Makes it an ingest token, which may only write this sensor's readings.</param>
/// <param name="AllowedNetworks">CIDR; default from anywhere.</param>
/// <param name="ExpiresAt">When it ends; default never.</param>
public sealed record TokenRequest(
    string Name, string? Role = null, IReadOnlyList<Guid>? StoreIds = null, Guid? SensorId = null, IReadOnlyList<string>? AllowedNetworks = null,
    DateTimeOffset? ExpiresAt = null);
