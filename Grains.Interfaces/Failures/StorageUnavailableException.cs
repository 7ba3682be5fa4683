namespace RetailOrleans.Grains.Interfaces.Failures;

/// <summary>
/// The database can't take the work now: away, or more is waiting than the queue holds. The caller may send the same again;
/// readings are idempotent. Answered as 503 with Retry-After.
/// </summary>
[GenerateSerializer, Alias("retail.StorageUnavailableException")]
public sealed class StorageUnavailableException : Exception
{
    /// <summary>
    /// With the reason in plain words, free of host names. The cause goes to the log where it happened: it would not travel between silos.
    /// </summary>
    public StorageUnavailableException(string message) : base(message)
    {
    }

    /// <summary>When to try again.</summary>
    [Id(0)]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>True: nothing of the work was stored, for certain. False: nobody knows.</summary>
    [Id(1)]
    public bool NothingStored { get; init; }
}
