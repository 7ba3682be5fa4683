namespace RetailOrleans.ForecastBench;

/// <summary>How far one way to forecast missed.</summary>
internal sealed class Score
{
    private double _misses;
    private double _entries;
    private int _within;

    public int Count { get; private set; }

    /// <summary>Mean absolute error, people.</summary>
    public double Mae => _misses / Count;

    /// <summary>Absolute errors over all that came.</summary>
    public double Wape => _misses / _entries;

    /// <summary>The part that came within the interval.</summary>
    public double Coverage => _within / (double)Count;

    public void Add(double forecast, double entries, bool isWithin = false)
    {
        _misses += Math.Abs(forecast - entries);
        _entries += entries;
        _within += isWithin ? 1 : 0;
        Count++;
    }

    public void Add(Score other)
    {
        _misses += other._misses;
        _entries += other._entries;
        _within += other._within;
        Count += other.Count;
    }
}
