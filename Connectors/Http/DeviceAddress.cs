using System.Globalization;

namespace RetailOrleans.Connectors.Http;

/// <summary>Where a device is. A port written into the host (as older configurations have it) wins over the port field.</summary>
internal sealed record DeviceAddress(string Host, int Port, Uri Root)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>Null when host, port or protocol can't be an address; nothing of a path, user or scheme in the host gets through.</summary>
    public static DeviceAddress? From(Device device)
    {
        var (host, port) = (device.Host.Trim(), device.Port);
        if (host.Split(':') is [var name, var written])
        {
            if (!int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out port))
            {
                return null;
            }

            host = name;
        }

        var protocol = device.Connection.Protocol;
        return Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.Basic || port is < 1 or > 65535 || protocol is not ("http" or "https")
            ? null
            : new DeviceAddress(host, port, new UriBuilder(protocol, host, port).Uri);
    }
}
