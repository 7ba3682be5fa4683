using System.ComponentModel.DataAnnotations;

namespace RetailOrleans.Silo;

/// <summary>This silo's place in its cluster.</summary>
public sealed class ClusterOptions
{
    public const string Section = "Cluster";

    /// <summary>Silos with the same id are one cluster; a new one for a deployment that must not mix with the old.</summary>
    /// <value>Default <c>retail</c>.</value>
    [Required]
    [MaxLength(150)]
    public string ClusterId { get; set; } = "retail";

    /// <summary>Names the service over all its deployments; reminders and grain state belong to it. Never change it.</summary>
    /// <value>Default <c>retail</c>.</value>
    [Required]
    [MaxLength(150)]
    public string ServiceId { get; set; } = "retail";

    /// <summary>The store region that this silo stands in; published to the cluster.</summary>
    public string? Region { get; set; }

    /// <summary>Where silos talk to each other.</summary>
    /// <value>1 to 65,535, default 11111.</value>
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>Where Orleans clients outside the silos connect.</summary>
    /// <value>1 to 65,535, default 30000.</value>
    [Range(1, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The IP that other silos reach this one by: the host's or the pod's, never a service's.</summary>
    /// <value>Default: the host's own address.</value>
    public string? AdvertisedIP { get; set; }
}
