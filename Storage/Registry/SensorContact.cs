namespace RetailOrleans.Storage.Registry;

/// <summary>A sensor's last contact, written behind.</summary>
/// <param name="SensorId">Its identity.</param>
/// <param name="LastSeenAt">Null leaves what is stored.</param>
/// <param name="LastError">In plain words; null when the contact was good.</param>
/// <param name="CollectedUntil">Up to when the device has been asked for its counts; null leaves what is stored.</param>
public readonly record struct SensorContact(Guid SensorId, DateTimeOffset? LastSeenAt, string? LastError, DateTimeOffset? CollectedUntil = null);
