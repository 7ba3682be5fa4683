using System.ComponentModel.DataAnnotations;

namespace RetailOrleans.Storage.Alerts;

/// <summary>How much of alerting one organization may have.</summary>
public sealed class AlertOptions
{
    public const string Section = "Alerts";

    /// <summary>The most alert rules of an organization, active or not; beyond, a new one is refused.</summary>
    /// <value>1 to 1,000,000, default 20,000.</value>
    [Range(1, 1_000_000)]
    public int MaxRules { get; set; } = 20_000;

    /// <summary>The most notification channels of an organization; beyond, a new one is refused.</summary>
    /// <value>1 to 10,000, default 200.</value>
    [Range(1, 10_000)]
    public int MaxChannels { get; set; } = 200;

    /// <summary>The most alerts of an organization that are pending or open; beyond, rules raise nothing until others are over.</summary>
    /// <value>1 to 1,000,000, default 10,000.</value>
    [Range(1, 1_000_000)]
    public int MaxOpen { get; set; } = 10_000;
}
