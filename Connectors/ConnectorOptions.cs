namespace RetailOrleans.Connectors;

/// <summary>Limits of all connectors.</summary>
public sealed class ConnectorOptions
{
    /// <summary>Refuses to contact any address outside 127.0.0.0/8 and ::1, whatever a device's settings or a name server say.</summary>
    /// <value>Default false.</value>
    public bool LoopbackOnly { get; set; }

    /// <summary>Longest answer that is read, in bytes.</summary>
    /// <value>1 KiB to 64 MiB; default 2 MiB, about 60 times a day's log.</value>
    public int MaxResponseBytes { get; set; } = 2 * 1024 * 1024;
}
