namespace RetailOrleans.Connectors.Notifications;

/// <summary>What is told.</summary>
/// <param name="Id">The delivery's identity, the same at every attempt.</param>
/// <param name="Event">alert.raised, alert.changed or test.</param>
/// <param name="Alert">The alert as JSON, in the contract's form.</param>
public sealed record NotificationMessage(Guid Id, string Event, string Alert);
