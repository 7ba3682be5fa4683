using System.Net;
using System.Net.Sockets;

namespace RetailOrleans.Connectors.Notifications;

/// <summary>Which addresses are out on the Internet, and none of the installation's own network, of this machine or of a cloud's.</summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Inside =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("224.0.0.0/3"),
    ];

    // Of IPv6 only this part is given out to the public; of it, these carry an IPv4 address inside that may be anything.
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] Carriers = [IPNetwork.Parse("2001::/32"), IPNetwork.Parse("2002::/16")];

    /// <summary>Whether an address is public.</summary>
    public static bool Is(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetwork
            ? !Array.Exists(Inside, network => network.Contains(plain))
            : Global.Contains(plain) && !Array.Exists(Carriers, network => network.Contains(plain));
    }
}
