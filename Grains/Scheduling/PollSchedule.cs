using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Grains.Scheduling;

/// <summary>When a sensor is polled and since when it is asked. Pure.</summary>
internal static class PollSchedule
{
    /// <summary>The longest stretch that one poll asks for.</summary>
    private static readonly TimeSpan MaxWindow = TimeSpan.FromHours(24);

    /// <summary>A new or changed sensor is polled within this time.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>The delay before the first poll: spread over the interval by a hash, so that a fleet does not beat in step.</summary>
    public static TimeSpan FirstDelay(Guid sensorId, TimeSpan interval, bool soon)
    {
        var spread = soon && interval > Soon ? Soon : interval;
        return spread * HashSpread.Of(sensorId);
    }

    /// <summary>
    /// Since when to ask: the hour before the newest reading, because a camera corrects its hour until it ends; with no readings, the
    /// start of the day or as far back as the registration wants.
    /// </summary>
    public static DateTimeOffset From(DateTimeOffset? latest, DateTimeOffset dayStart, CollectionConfig collection, DateTimeOffset now)
    {
        if (latest is { } newest)
        {
            var since = newest - TimeSpan.FromHours(1);
            return since > now - MaxWindow ? since : now - MaxWindow;
        }

        var backfill = now - TimeSpan.FromHours(collection.BackfillHours);
        return backfill < dayStart ? backfill : dayStart;
    }
}
