namespace RetailOrleans.Simulator.Traffic;

/// <summary>Sorted instants of one kind of event; answers how many fall into an interval.</summary>
internal sealed class Moments
{
    private readonly long[] _ticks;
    private double[]? _secondsBefore;

    public Moments(IEnumerable<long> utcTicks) => _ticks = [.. utcTicks.Order()];

    /// <summary>Events in [from, to).</summary>
    public int Count(DateTimeOffset from, DateTimeOffset to) => to <= from ? 0 : Before(to) - Before(from);

    /// <summary>Sum over the events before an instant of the seconds since each.</summary>
    public double SecondsSince(DateTimeOffset instant)
    {
        var count = Before(instant);
        return count == 0 ? 0 : (count * ((instant.UtcTicks - _ticks[0]) / (double)TimeSpan.TicksPerSecond)) - SecondsBefore()[count];
    }

    // Only arrivals and departures need these; two threads that meet here compute the same.
    private double[] SecondsBefore()
    {
        if (Volatile.Read(ref _secondsBefore) is { } known)
        {
            return known;
        }

        var sums = new double[_ticks.Length + 1];
        for (var i = 0; i < _ticks.Length; i++)
        {
            sums[i + 1] = sums[i] + ((_ticks[i] - _ticks[0]) / (double)TimeSpan.TicksPerSecond);
        }

        Volatile.Write(ref _secondsBefore, sums);
        return sums;
    }

    private int Before(DateTimeOffset instant)
    {
        var (low, high) = (0, _ticks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _ticks[middle] < instant.UtcTicks ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
