namespace RetailOrleans.Storage.Registry;

/// <summary>A sensor's last contact, written behind.</summary>
/// <param name="SensorId">Its identity.</param>
/// <param name="LastSeenAt">Null leaves what is stored.</param>
/// <param name="LastError">In plain words; null when the contact was good.</param>
public readonly record struct SensorContact(Guid SensorId, DateTimeOffset? LastSeenAt, string? LastError);
