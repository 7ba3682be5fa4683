namespace RetailOrleans.Grains.Alerts;

/// <summary>When a notification that was not taken is tried again: soon at first, then less and less often, for 24 hours. Pure.</summary>
public static class RetrySchedule
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The next attempt; null when the time is over.</summary>
    /// <param name="attempts">How many there were, at least 1.</param>
    /// <param name="expiresAt">No attempt is made after this instant.</param>
    /// <param name="now">The clock.</param>
    public static DateTimeOffset? Next(int attempts, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        var pause = First * Math.Pow(2, Math.Min(attempts - 1, 20));
        var next = now + (pause < Longest ? pause : Longest);
        return next <= expiresAt ? next : null;
    }
}
