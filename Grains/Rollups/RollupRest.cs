using System.Diagnostics;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>
/// How rollups make way while readings crowd before their commit: those come first, and what is owed can wait a little, as live state does not
/// need it. By the machine's clock, like all that waits for the database.
/// </summary>
internal sealed class RollupRest(ReadingWriter writer)
{
    /// <summary>The longest that a shard makes way between days of the past, in times of what the last one took. Four shards then take a tenth of a processor.</summary>
    private const int LongestOfPast = 40;

    /// <summary>The same after a day that ended recently or runs, which somebody looks at.</summary>
    private const int LongestOfToday = 4;

    /// <summary>How often the writer is looked at.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);

    // Until when each shard leaves the past alone, and how long it has rested since its last day.
    private readonly long[] _pastUntil = new long[RollupStore.Shards];
    private readonly TimeSpan[] _rested = new TimeSpan[RollupStore.Shards];

    /// <summary>Rests before a day of the past, as long as the one before it asks for.</summary>
    /// <param name="shard">Whose.</param>
    /// <param name="most">How long it may be now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether the rest is over, or the crowd.</returns>
    public Task<bool> BeforePastAsync(int shard, TimeSpan most, CancellationToken cancellationToken) =>
        RestAsync(shard, Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _pastUntil[shard]), most, cancellationToken);

    /// <summary>Notes that a day of the past took so long.</summary>
    public void AfterPast(int shard, TimeSpan took) =>
        _pastUntil[shard] = Stopwatch.GetTimestamp() + (long)(took.TotalSeconds * LongestOfPast * Stopwatch.Frequency);

    /// <summary>Rests after a recent day, but no longer than <paramref name="most"/>.</summary>
    public Task AfterTodayAsync(int shard, TimeSpan took, TimeSpan most, CancellationToken cancellationToken) =>
        RestAsync(shard, took * LongestOfToday, most, cancellationToken);

    /// <summary>How long a shard has rested since this was last asked.</summary>
    public TimeSpan TakeRested(int shard)
    {
        var rested = _rested[shard];
        _rested[shard] = TimeSpan.Zero;
        return rested;
    }

    private async Task<bool> RestAsync(int shard, TimeSpan rest, TimeSpan most, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var rested = TimeSpan.Zero;
        while (writer.IsCrowded && rested < rest && rested < most)
        {
            await Task.Delay(Breath, TimeProvider.System, cancellationToken);
            rested = Stopwatch.GetElapsedTime(started);
        }

        _rested[shard] += rested;
        return rested >= rest || !writer.IsCrowded;
    }
}
