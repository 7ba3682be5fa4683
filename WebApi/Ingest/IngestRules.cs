using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Retention;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>What a reading must be like, at the instant it is judged.</summary>
/// <param name="Now">UTC.</param>
/// <param name="OldestCount">Counts that start before are past their retention.</param>
/// <param name="OldestHeat">Heat values that start before are past theirs.</param>
internal readonly record struct IngestRules(DateTimeOffset Now, DateTimeOffset OldestCount, DateTimeOffset OldestHeat)
{
    /// <summary>More than this within one interval is no count of people.</summary>
    public const int MaxCount = 100_000;

    /// <summary>How far a device's clock may be ahead.</summary>
    public static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan LongestInterval = TimeSpan.FromHours(24);

    /// <summary>The rules as they are now.</summary>
    public static IngestRules At(TimeProvider time, RetentionOptions retention)
    {
        var now = time.GetUtcNow();
        return new IngestRules(now, now.AddMonths(-retention.ReadingMonths), now.AddMonths(-retention.HeatMonths));
    }

    /// <summary>What is wrong with the start of a reading; null when nothing is.</summary>
    public string? Start(DateTimeOffset start, ReadingKind kind)
    {
        if (start > Now + MaxAhead)
        {
            return $"{start:yyyy-MM-ddTHH:mm:ssZ} is more than 5 minutes in the future; it is {Now:yyyy-MM-ddTHH:mm:ssZ} now. Check the device's clock and time zone.";
        }

        var oldest = kind == ReadingKind.Heat ? OldestHeat : OldestCount;
        return start < oldest ? $"{start:yyyy-MM-ddTHH:mm:ssZ} is older than what is kept of this type, which begins at {oldest:yyyy-MM-ddTHH:mm:ssZ}." : null;
    }

    /// <summary>What is wrong with the end of an interval; null when nothing is.</summary>
    public static string? End(DateTimeOffset start, DateTimeOffset end)
    {
        var length = end - start;
        return length <= TimeSpan.Zero ? $"{end:yyyy-MM-ddTHH:mm:ssZ} is not after timestamp {start:yyyy-MM-ddTHH:mm:ssZ}. end_time is exclusive."
            : length < ShortestInterval ? $"The interval is {length.TotalSeconds:0.###} s long. Intervals are at least 10 s."
            : length > LongestInterval ? $"The interval is {length.TotalHours:0.##} h long. Intervals are at most 24 h; send it in parts."
            : null;
    }
}
