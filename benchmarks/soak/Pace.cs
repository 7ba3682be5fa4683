using System.Diagnostics;

namespace RetailOrleans.Soak;

/// <summary>Holds all clients together to so many records a second; 0 = no limit.</summary>
internal sealed class Pace(int recordsPerSecond)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _taken;

    /// <summary>Waits until so many records more are due.</summary>
    public async Task TakeAsync(int records)
    {
        var taken = Interlocked.Add(ref _taken, records);
        if (recordsPerSecond > 0 && TimeSpan.FromSeconds((double)taken / recordsPerSecond) - _watch.Elapsed is var ahead && ahead > TimeSpan.FromMilliseconds(1))
        {
            await Task.Delay(ahead, TimeProvider.System);
        }
    }
}
