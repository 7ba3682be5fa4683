namespace RetailOrleans.Storage.Rollups;

/// <summary>How long this silo takes for a business day of a store, so that a recomputation can be announced with its length.</summary>
public sealed class RollupPace(TimeProvider time)
{
    private static readonly TimeSpan Unmeasured = TimeSpan.FromMilliseconds(20);
    private readonly Lock _lock = new();
    private double _secondsPerDay = Unmeasured.TotalSeconds;

    /// <summary>How long so many days are going to take, in whole seconds, with the pause before a run begins.</summary>
    public int EstimateSeconds(int days) => days == 0 ? 0 : (int)Math.Ceiling(5 + (days * _secondsPerDay));

    /// <summary>Takes the time until it is disposed.</summary>
    public IDisposable Start(int days) => new Timing(this, days, time.GetTimestamp());

    private void Add(int days, TimeSpan took)
    {
        if (days > 0)
        {
            lock (_lock)
            {
                _secondsPerDay = (0.9 * _secondsPerDay) + (0.1 * took.TotalSeconds / days);
            }
        }
    }

    private sealed record Timing(RollupPace Pace, int Days, long StartedAt) : IDisposable
    {
        public void Dispose() => Pace.Add(Days, Pace.Time.GetElapsedTime(StartedAt));
    }

    private TimeProvider Time => time;
}
