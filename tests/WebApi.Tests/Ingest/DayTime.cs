namespace RetailOrleans.WebApi.Tests.Ingest;

/// <summary>A time zone in which neither a day nor an hour begins or ends while a test runs, whenever that is.</summary>
internal static class DayTime
{
    // Full and half hours, none with summer time, far enough apart that it is day in one of each.
    private static readonly (string Id, double Hours)[] Zones = [("UTC", 0), ("Asia/Tokyo", 9), ("Asia/Kolkata", 5.5), ("Pacific/Marquesas", -9.5)];

    /// <param name="fromMinute">The first minute of the hour that will do, up to 27.</param>
    public static string Zone(int fromMinute = 2)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return Zones.First(zone => now.AddHours(zone.Hours) is { Hour: >= 4 and <= 20, Minute: <= 57 } local && local.Minute >= fromMinute).Id;
    }

    /// <summary>The minute that has just begun; it lies in the current hour.</summary>
    public static DateTimeOffset ThisMinute() => Floor(TimeProvider.System.GetUtcNow());

    /// <summary>A minute of the same day, some hours ago.</summary>
    public static DateTimeOffset HoursAgo(int hours) => ThisMinute().AddHours(-hours);

    private static DateTimeOffset Floor(DateTimeOffset now) => now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
}
