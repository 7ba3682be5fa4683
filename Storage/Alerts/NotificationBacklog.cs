namespace RetailOrleans.Storage.Alerts;

/// <summary>How notifications and alerts stand in the whole installation.</summary>
/// <param name="Open">Alerts that are raised and not over.</param>
/// <param name="Waiting">Notifications that wait.</param>
/// <param name="Dead">Notifications that were given up.</param>
/// <param name="Lag">How long the oldest one that is due has waited.</param>
public sealed record NotificationBacklog(long Open, long Waiting, long Dead, TimeSpan Lag);
