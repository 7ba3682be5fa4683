using System.Net;

namespace RetailOrleans.Connectors;

/// <summary>Limits of all connectors.</summary>
public sealed class ConnectorOptions
{
    /// <summary>Whether a device may be contacted at an address, asked after its name was resolved, whatever a name server says.</summary>
    /// <value>Default: loopback only. A host passes the networks of its installation.</value>
    public Func<IPAddress, bool> MayContact { get; set; } = IPAddress.IsLoopback;

    /// <summary>Longest answer that is read, in bytes.</summary>
    /// <value>1 KiB to 64 MiB; default 2 MiB, about 60 times a day's log.</value>
    public int MaxResponseBytes { get; set; } = 2 * 1024 * 1024;
}
