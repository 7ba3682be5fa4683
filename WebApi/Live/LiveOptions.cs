using System.ComponentModel.DataAnnotations;

namespace RetailOrleans.WebApi.Live;

/// <summary>What live clients may cost.</summary>
public sealed class LiveOptions
{
    public const string Section = "Live";

    /// <summary>Clients of the hub and of streams that one silo serves at a time; further ones are refused and may try another silo.</summary>
    /// <value>1 to 1,000,000, default 20,000.</value>
    [Range(1, 1_000_000)]
    public int MaxClients { get; set; } = 20_000;

    /// <summary>Stores and sensors that one client may watch.</summary>
    /// <value>1 to 100,000, default 5,000.</value>
    [Range(1, 100_000)]
    public int MaxWatches { get; set; } = 5_000;

    /// <summary>How long a client may take nothing of what is sent to it before it is given up.</summary>
    /// <value>1 to 600 seconds, default 30.</value>
    [Range(1, 600)]
    public int StallSeconds { get; set; } = 30;

    /// <summary>How often a stream without news says that it is there.</summary>
    /// <value>1 to 300 seconds, default 15.</value>
    [Range(1, 300)]
    public int HeartbeatSeconds { get; set; } = 15;
}
