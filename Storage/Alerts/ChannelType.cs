namespace RetailOrleans.Storage.Alerts;

/// <summary>How a channel tells people.</summary>
public enum ChannelType
{
    /// <summary>A signed POST of JSON.</summary>
    Webhook = 0,

    /// <summary>E-mail.</summary>
    Email = 1,

    /// <summary>A webhook that takes Slack's messages.</summary>
    Slack = 2,

    /// <summary>A webhook that takes Microsoft Teams' messages.</summary>
    Teams = 3,
}
