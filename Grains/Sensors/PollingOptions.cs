using System.ComponentModel.DataAnnotations;

namespace RetailOrleans.Grains.Sensors;

/// <summary>How much polling a silo does at once.</summary>
public sealed class PollingOptions
{
    public const string Section = "Polling";

    /// <summary>Polls under way at once, of devices whose last poll was good.</summary>
    /// <value>1 to 10,000, default 512.</value>
    [Range(1, 10_000)]
    public int MaxConcurrent { get; set; } = 512;

    /// <summary>Polls under way at once, of devices whose last poll failed: so many may hang without the others noticing.</summary>
    /// <value>1 to 10,000, default 256.</value>
    [Range(1, 10_000)]
    public int MaxConcurrentFailing { get; set; } = 256;

    /// <summary>Polls about the past under way at once.</summary>
    /// <value>1 to 1,000, default 8.</value>
    [Range(1, 1_000)]
    public int MaxConcurrentCatchUp { get; set; } = 8;

    /// <summary>Polls under way at once to one address: many cameras may be behind one router.</summary>
    /// <value>1 to 1,000, default 4.</value>
    [Range(1, 1_000)]
    public int MaxPerHost { get; set; } = 4;
}
