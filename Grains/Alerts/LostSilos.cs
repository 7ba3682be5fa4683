using RetailOrleans.Storage.Platform;

namespace RetailOrleans.Grains.Alerts;

/// <summary>How many silos are missing. Pure.</summary>
internal static class LostSilos
{
    /// <summary>Somebody who does not replace a lost silo for so long does not mean to.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    /// <summary>
    /// As many as are missing to the number there has been: a silo that leaves in order is not missed, one that was voted out is, until
    /// another joins in its place.
    /// </summary>
    public static int Count(IEnumerable<SiloLife> lives, DateTimeOffset now)
    {
        var events = new List<(DateTimeOffset At, int Active, int Wanted)>();
        foreach (var life in lives)
        {
            events.Add((life.StartedAt, 1, 0));
            if (life.EndedAt is { } ended)
            {
                events.Add((ended, -1, life.WasVotedOut && now - ended < Memory ? 0 : -1));
            }
        }

        int active = 0, wanted = 0;
        foreach (var (_, change, unwanted) in events.OrderBy(one => one.At))
        {
            active += change;
            wanted = Math.Max(wanted + unwanted, active);
        }

        return wanted - active;
    }
}
