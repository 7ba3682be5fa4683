namespace RetailOrleans.Simulator;

/// <summary>A clock that starts at an instant of one's choice and goes faster or slower than the real one. Its timers are real.</summary>
/// <param name="real">What it is driven by.</param>
/// <param name="start">What it shows first; null = the real time.</param>
/// <param name="speed">Its seconds per real second.</param>
internal sealed class SimulatedClock(TimeProvider real, DateTimeOffset? start, double speed) : TimeProvider
{
    private readonly DateTimeOffset _start = start ?? real.GetUtcNow();
    private readonly long _startedAt = real.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + (real.GetElapsedTime(_startedAt) * speed);
}
