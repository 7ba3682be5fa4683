namespace RetailOrleans.Connectors;

/// <summary>Who sent a message.</summary>
/// <param name="SensorId">Our own id, where somebody wrote it into the device's address or message.</param>
/// <param name="Serial">The device's serial number.</param>
public sealed record PushIdentity(Guid? SensorId, string? Serial);
