using System.Globalization;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Sensors;

/// <summary>Which contact with a device is worth a line in its history. Pure.</summary>
internal static class SensorNews
{
    /// <summary>The event that a contact is, or a try that failed; null when all is as it was.</summary>
    /// <param name="sensorId">Whose.</param>
    /// <param name="health">Before the contact, at its time.</param>
    /// <param name="lastSeenAt">Before the contact; null = never.</param>
    /// <param name="lastError">Before the contact; null = all was well.</param>
    /// <param name="error">What is wrong now; null = all is well.</param>
    /// <param name="at">The time of the contact.</param>
    public static SensorEvent? OfContact(
        Guid sensorId, SensorHealth health, DateTimeOffset? lastSeenAt, string? lastError, string? error, DateTimeOffset at)
    {
        if (error is not null)
        {
            return error == lastError ? null : new SensorEvent(sensorId, at, SensorEventType.Error, error);
        }

        if (lastSeenAt is not { } seen)
        {
            return new SensorEvent(sensorId, at, SensorEventType.Online, "First contact.");
        }

        return health == SensorHealth.Error ? new SensorEvent(sensorId, at, SensorEventType.Online, $"Back after {Lasting(at - seen)} without contact.")
            : lastError is null ? null
            : new SensorEvent(sensorId, at, SensorEventType.Recovered, $"Before: {lastError}");
    }

    /// <summary>The event that a sensor went offline, at the instant when its health turned to error; null when it has not.</summary>
    public static SensorEvent? OfSilence(SensorSnapshot sensor, DateTimeOffset now)
    {
        if (HealthRule.Of(sensor, now) != SensorHealth.Error)
        {
            return null;
        }

        return new SensorEvent(
            sensor.SensorId, HealthRule.ErrorFrom(sensor.CreatedAt, sensor.LastSeenAt, sensor.Interval), SensorEventType.Offline,
            sensor.LastSeenAt is null ? "It has not been heard of since it was registered."
            : sensor.LastError is { } error ? error
            : "It has not been heard of.");
    }

    private static string Lasting(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(time.TotalMinutes, 1):0} minutes"),
    };
}
