using System.Net;
using System.Text.RegularExpressions;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>A device's address: an IP or a host name, in one canonical form, so that one device can't be registered under two spellings.</summary>
internal static partial class DeviceAddress
{
    /// <summary>The canonical form; null when it is neither an IP nor a host name.</summary>
    public static string? Canonical(string text)
    {
        var unbracketed = text is ['[', .. var inner, ']'] ? inner : text;
        if (IPAddress.TryParse(unbracketed, out var address))
        {
            return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        }

        var name = text.TrimEnd('.').ToLowerInvariant();
        return name.Length <= 253 && HostName().IsMatch(name) ? name : null;
    }

    /// <summary>Whether we may contact it. Of a host name only localhost is known now; the others are judged when they are resolved.</summary>
    public static bool IsWithin(NetworkList networks, string canonical)
    {
        if (canonical == "localhost" || canonical.EndsWith(".localhost", StringComparison.Ordinal))
        {
            return networks.Contains(IPAddress.Loopback);
        }

        return !IPAddress.TryParse(canonical, out var address) || networks.Contains(address);
    }

    // Letters, digits and hyphens per label; a last label of digits alone would be an address in disguise.
    [GeneratedRegex(@"^(?=.*[a-z])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex HostName();
}
