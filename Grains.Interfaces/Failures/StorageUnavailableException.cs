namespace RetailOrleans.Grains.Interfaces.Failures;

/// <summary>
/// The database can't take the work now: away, or more is waiting than the queue holds. The caller may send the same again;
/// readings are idempotent. Answered as 503 with Retry-After.
/// </summary>
[GenerateSerializer, Alias("retail.StorageUnavailableException")]
public sealed class StorageUnavailableException : Exception
{
    /// <summary>With the reason in plain words, free of host names.</summary>
    public StorageUnavailableException(string message) : base(message)
    {
    }

    /// <summary>With the reason in plain words and the cause for the log.</summary>
    public StorageUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>When to try again.</summary>
    [Id(0)]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);
}
