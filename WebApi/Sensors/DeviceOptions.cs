using Microsoft.Extensions.Configuration;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>Which addresses polled sensors may have, so that nobody has us ask servers that are none of his.</summary>
public sealed class DeviceOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Devices";

    private static readonly string[] PrivateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

    /// <summary>
    /// <value>Networks in CIDR form. Default: the private ones, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and fc00::/7.</value>
    /// </summary>
    public string[]? AllowedNetworks { get; init; }

    /// <summary>The networks of a configuration, for whoever contacts devices.</summary>
    /// <exception cref="InvalidOperationException">One is no network; the message names the key.</exception>
    public static NetworkList NetworksOf(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<DeviceOptions>() ?? new DeviceOptions();
        return options.Networks.All(NetworkList.IsNetwork)
            ? NetworkList.Parse(options.Networks)
            : throw new InvalidOperationException($"Devices:AllowedNetworks must list networks such as 10.0.0.0/8; it has {string.Join(", ", options.Networks)}.");
    }

    internal IReadOnlyList<string> Networks => AllowedNetworks is { Length: > 0 } networks ? networks : PrivateNetworks;
}
