using RetailOrleans.Grains.Interfaces.Sensors;

namespace RetailOrleans.Grains.Scheduling;

/// <summary>
/// A device's circuit breaker: how its last polls went, and how much rest it gets. Five failures in a row open the circuit; then a single
/// trial is made after each pause, and the first good one closes it. Refused credentials rest longer, because cameras lock users out.
/// Pure; <c>default</c> is a closed circuit.
/// </summary>
/// <param name="Failures">In a row, without an answer; stops counting at <see cref="Most"/>.</param>
/// <param name="Refusals">Times that the credentials were refused since the last good answer; stops counting at <see cref="Most"/>.</param>
internal readonly record struct PollPace(int Failures, int Refusals)
{
    /// <summary>As many failures in a row open the circuit.</summary>
    public const int FailuresToOpen = 5;

    private const int Most = 30;

    /// <summary>A camera that was plugged in again is heard of within this time.</summary>
    private static readonly TimeSpan LongestTrialPause = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LongestRefusalPause = TimeSpan.FromHours(1);

    /// <summary>Whether the device is only tried, not polled at its interval.</summary>
    public bool IsOpen => Failures >= FailuresToOpen || Refusals > 0;

    /// <summary>After another poll.</summary>
    public PollPace After(PollTrouble trouble) => trouble switch
    {
        PollTrouble.None => default,
        PollTrouble.CredentialsRefused => new PollPace(Failures, Math.Min(Refusals + 1, Most)),
        _ => this with { Failures = Math.Min(Failures + 1, Most) },
    };

    /// <summary>The time from one poll to the next: the interval; open, doubled with each failure up to four intervals, at most 15
    /// minutes; refused, doubled up to an hour. Never less than the interval.</summary>
    public TimeSpan Pause(TimeSpan interval)
    {
        var pause = interval;
        if (Failures >= FailuresToOpen)
        {
            pause = Longer(pause, Shorter(Doubled(interval, Failures - FailuresToOpen + 1), Shorter(interval * 4, LongestTrialPause)));
        }

        if (Refusals > 0)
        {
            pause = Longer(pause, Shorter(Doubled(Longer(interval, TimeSpan.FromMinutes(1)), Refusals), LongestRefusalPause));
        }

        return pause;
    }

    // Beyond 16 doublings every interval is longer than any pause.
    private static TimeSpan Doubled(TimeSpan time, int times) => time * (1L << Math.Min(times, 16));

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
