using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>Two readings of one request that overlap.</summary>
public static class RequestOverlap
{
    /// <summary>The refusal of the later one in time.</summary>
    /// <param name="kind">Of both.</param>
    /// <param name="index">The later one's place in its batch.</param>
    /// <param name="own">The later one's interval, UTC.</param>
    /// <param name="before">The earlier one's, UTC.</param>
    public static ReadingRefusal Refusal(
        ReadingKind kind, int index, (DateTimeOffset Start, DateTimeOffset End) own, (DateTimeOffset Start, DateTimeOffset End) before) => new(
        kind, index, "timestamp",
        $"The interval {own.Start:yyyy-MM-ddTHH:mm:ssZ}/{own.End:yyyy-MM-ddTHH:mm:ssZ} overlaps {before.Start:yyyy-MM-ddTHH:mm:ssZ}/"
        + $"{before.End:yyyy-MM-ddTHH:mm:ssZ} in the same request: people would count twice. Send intervals that tile the day.");
}
