namespace RetailOrleans.Grains.Scheduling;

/// <summary>When a poll also asks for the heat picture, a large answer that changes slowly. Pure.</summary>
internal static class PictureSchedule
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>
    /// Once an hour, at the poll within whose interval the sensor's own minute of the hour falls, so that a fleet does not ask for all its
    /// pictures at once; at every poll when polls are rarer than that.
    /// </summary>
    public static bool IsDue(Guid sensorId, TimeSpan interval, DateTimeOffset now)
    {
        var place = Period * HashSpread.Of(sensorId);
        var since = TimeSpan.FromTicks((now - place).Ticks % Period.Ticks);
        return since < interval;
    }
}
