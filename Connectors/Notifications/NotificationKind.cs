namespace RetailOrleans.Connectors.Notifications;

/// <summary>How a notification is told.</summary>
public enum NotificationKind
{
    /// <summary>A signed POST of JSON.</summary>
    Webhook,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>A message for Slack, and for what takes Slack's messages.</summary>
    Slack,

    /// <summary>A card for Microsoft Teams.</summary>
    Teams,
}
