namespace RetailOrleans.WebApi.Sensors;

/// <summary>A line of a sensor's history.</summary>
/// <param name="At">When.</param>
/// <param name="EventType">online, offline, error or recovered.</param>
/// <param name="Detail">In plain words; null when there is no more to say.</param>
public sealed record SensorEventResponse(DateTimeOffset At, string EventType, string? Detail);

/// <summary>A part of a sensor's history, newest first.</summary>
public sealed record SensorHistoryAnswer(IReadOnlyList<SensorEventResponse> Events);
