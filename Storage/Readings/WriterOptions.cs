using System.ComponentModel.DataAnnotations;

namespace RetailOrleans.Storage.Readings;

/// <summary>How a silo writes readings.</summary>
public sealed class WriterOptions
{
    public const string Section = "Writer";

    /// <summary>Commits under way at once at most, each on its own connection. One is used until it is well filled.</summary>
    /// <value>1 to 16, default 2.</value>
    [Range(1, 16)]
    public int Lanes { get; set; } = 2;

    /// <summary>The most readings of one commit. A larger request is stored in several, or in one where it is all or nothing.</summary>
    /// <value>1 to 10,000, default 1,000.</value>
    [Range(1, 10_000)]
    public int MaxBatch { get; set; } = 1_000;

    /// <summary>The most readings that may wait in a silo; beyond, callers are told to come back.</summary>
    /// <value>1,000 to 10,000,000, default 200,000.</value>
    [Range(1_000, 10_000_000)]
    public int MaxWaiting { get; set; } = 200_000;

    /// <summary>How long a commit may take before its outcome is unknown to us.</summary>
    /// <value>1 to 60 seconds, default 10.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan CommitTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
