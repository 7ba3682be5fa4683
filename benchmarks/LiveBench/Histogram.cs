namespace RetailOrleans.LiveBench;

/// <summary>Counts of latencies by the millisecond, up to a minute.</summary>
internal sealed class Histogram
{
    private readonly long[] _counts = new long[60_001];

    public long Count => _counts.Sum();

    public void Add(double milliseconds) => Interlocked.Increment(ref _counts[Math.Clamp((int)milliseconds, 0, _counts.Length - 1)]);

    /// <summary>The upper end of the millisecond below which a share lies.</summary>
    public double Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(Count * share);
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            if ((seen += _counts[i]) >= wanted)
            {
                return i + 1;
            }
        }

        return _counts.Length;
    }
}
