namespace RetailOrleans.Connectors;

/// <summary>How far a device's clock is from ours, and what to say about it. Pure.</summary>
public static class DeviceClock
{
    /// <summary>Beyond this a clock is off: counts of a busy door would land in the wrong hour.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    /// <summary>Whether somebody should set the clock.</summary>
    /// <param name="offset">The device's clock minus ours.</param>
    public static bool IsOff(TimeSpan offset) => offset.Duration() > Tolerance;

    /// <summary>In words for whoever runs the shop.</summary>
    /// <param name="offset">The device's clock minus ours.</param>
    public static string Describe(TimeSpan offset) =>
        $"The device's clock is off by {Length(offset.Duration())}: it is {(offset > TimeSpan.Zero ? "ahead" : "behind")}. " +
        "Its counts would be shown at the wrong time. Set date, time and time zone in the device, switch on its time server (NTP), and check the sensor's time zone here.";

    /// <summary>
    /// What a bucket that grew between two polls tells of the clock: at some moment between them the device thought that it was within
    /// the bucket. Null when that agrees with our clock.
    /// </summary>
    /// <param name="start">The bucket's start by the device's clock, UTC.</param>
    /// <param name="end">Its end, exclusive.</param>
    /// <param name="before">When the device was asked before; it said other numbers.</param>
    /// <param name="now">When it was asked now.</param>
    /// <returns>The smallest difference that explains it: the device's clock minus ours is at least that far off.</returns>
    public static TimeSpan? FromGrowth(DateTimeOffset start, DateTimeOffset end, DateTimeOffset before, DateTimeOffset now) =>
        start > now ? start - now
        : end < before ? end - before
        : null;

    /// <summary>Of two estimates the one that is farther off; null when there is none.</summary>
    public static TimeSpan? Worse(TimeSpan? one, TimeSpan? other) =>
        one is { } a && other is { } b ? (a.Duration() >= b.Duration() ? a : b) : one ?? other;

    private static string Length(TimeSpan length) =>
        length < TimeSpan.FromMinutes(2) ? $"{(int)length.TotalSeconds} s"
        : length < TimeSpan.FromHours(2) ? $"{(int)length.TotalMinutes} min"
        : length < TimeSpan.FromDays(2) ? $"{(int)length.TotalHours} h {length.Minutes} min"
        : $"{(int)length.TotalDays} days";
}
