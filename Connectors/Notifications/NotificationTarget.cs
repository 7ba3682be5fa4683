namespace RetailOrleans.Connectors.Notifications;

/// <summary>Whom to tell.</summary>
/// <param name="Kind">How.</param>
/// <param name="Address">A URL; of e-mail the addresses, separated by commas.</param>
/// <param name="Secret">What webhooks are signed with; null = unsigned.</param>
public sealed record NotificationTarget(NotificationKind Kind, string Address, string? Secret);
