namespace RetailOrleans.Storage.Registry;

/// <summary>A line of a sensor's history. Its identity is sensor, instant and type.</summary>
/// <param name="SensorId">Whose.</param>
/// <param name="At">UTC.</param>
/// <param name="Type">What.</param>
/// <param name="Detail">In plain words; null when there is no more to say.</param>
public sealed record SensorEvent(Guid SensorId, DateTimeOffset At, SensorEventType Type, string? Detail);
