namespace RetailOrleans.Storage.Rollups;

/// <summary>How long this silo takes for a business day of a store, with its rests while readings crowd, so that a recomputation can be announced with its length.</summary>
public sealed class RollupPace
{
    private static readonly TimeSpan Unmeasured = TimeSpan.FromMilliseconds(20);
    private readonly Lock _lock = new();
    private double _secondsPerDay = Unmeasured.TotalSeconds;

    /// <summary>How long so many days are going to take, in whole seconds, with the pause before a run begins.</summary>
    public int EstimateSeconds(int days) => days == 0 ? 0 : (int)Math.Ceiling(5 + (days * _secondsPerDay));

    /// <summary>Notes how long a day took.</summary>
    public void Add(TimeSpan took)
    {
        lock (_lock)
        {
            _secondsPerDay = (0.9 * _secondsPerDay) + (0.1 * took.TotalSeconds);
        }
    }
}
