using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace RetailOrleans.Storage.Registry;

/// <summary>Networks in CIDR form; a plain address is a network of one.</summary>
public sealed class NetworkList
{
    private readonly ImmutableArray<IPNetwork> _networks;

    private NetworkList(ImmutableArray<IPNetwork> networks) => _networks = networks;

    /// <summary>Reads networks such as <c>10.0.0.0/8</c>, <c>fc00::/7</c> or <c>192.168.1.7</c>.</summary>
    /// <exception cref="FormatException">One is none; the message names it.</exception>
    public static NetworkList Parse(IEnumerable<string> networks) => new([.. networks.Select(ParseOne)]);

    /// <summary>Whether <paramref name="text"/> is a network in CIDR form or an address.</summary>
    public static bool IsNetwork(string text) => TryParseOne(text, out _);

    /// <summary>Whether an address is in one of the networks. IPv4 written as IPv6 is IPv4.</summary>
    public bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in _networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The networks, comma separated.</summary>
    public override string ToString() => string.Join(", ", _networks);

    private static IPNetwork ParseOne(string text) => TryParseOne(text, out var network)
        ? network
        : throw new FormatException($"'{text}' is no network; write it as 10.0.0.0/8 or as one address.");

    private static bool TryParseOne(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
        {
            return true;
        }

        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
            return true;
        }

        return false;
    }
}
