namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>How much a sensor can be trusted now, by how many of its own collection intervals it is late.</summary>
[GenerateSerializer, Alias("retail.SensorHealth")]
public enum SensorHealth
{
    /// <summary>Never seen, and not yet long enough to worry.</summary>
    Unknown = 0,

    /// <summary>At most 1.5 intervals + 60 s late.</summary>
    Healthy = 1,

    /// <summary>Late, or answering with errors.</summary>
    Warning = 2,

    /// <summary>Beyond max(6 intervals, 1.5 intervals + 120 s).</summary>
    Error = 3,

    /// <summary>Switched off.</summary>
    Inactive = 4,
}
