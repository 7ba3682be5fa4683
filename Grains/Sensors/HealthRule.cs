using RetailOrleans.Grains.Interfaces.Sensors;

namespace RetailOrleans.Grains.Sensors;

/// <summary>How healthy a sensor is: by how many of its own collection intervals it is late. Pure.</summary>
public static class HealthRule
{
    public static SensorHealth Of(
        bool isActive, DateTimeOffset createdAt, DateTimeOffset? lastSeenAt, string? lastError, TimeSpan interval, DateTimeOffset now)
    {
        if (!isActive)
        {
            return SensorHealth.Inactive;
        }

        var healthy = HealthyFor(interval);
        if (lastSeenAt is not { } seen)
        {
            return now - createdAt <= healthy ? SensorHealth.Unknown : SensorHealth.Error;
        }

        var late = now - seen;
        return late > WarningFor(interval) ? SensorHealth.Error
            : late > healthy || lastError is not null ? SensorHealth.Warning
            : SensorHealth.Healthy;
    }

    /// <summary>How late a healthy sensor may be.</summary>
    public static TimeSpan HealthyFor(TimeSpan interval) => (interval * 1.5) + TimeSpan.FromSeconds(60);

    /// <summary>The health that a snapshot's sensor has now.</summary>
    public static SensorHealth Of(SensorSnapshot sensor, DateTimeOffset now) =>
        Of(sensor.IsActive, sensor.CreatedAt, sensor.LastSeenAt, sensor.LastError, sensor.Interval, now);

    /// <summary>The instant after which a sensor that is not heard of is an error.</summary>
    public static DateTimeOffset ErrorFrom(DateTimeOffset createdAt, DateTimeOffset? lastSeenAt, TimeSpan interval) =>
        lastSeenAt + WarningFor(interval) ?? createdAt + HealthyFor(interval);

    private static TimeSpan WarningFor(TimeSpan interval) => Max(interval * 6, (interval * 1.5) + TimeSpan.FromSeconds(120));

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
