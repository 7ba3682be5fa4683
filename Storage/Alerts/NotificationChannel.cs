namespace RetailOrleans.Storage.Alerts;

/// <summary>A way to tell people of alerts.</summary>
/// <param name="OrganizationId">Its tenant.</param>
/// <param name="Id">Its identity.</param>
/// <param name="Name">Shown to people.</param>
/// <param name="Type">How it tells.</param>
/// <param name="Target">A URL; of e-mail the addresses, separated by commas.</param>
/// <param name="ProtectedSecret">What webhooks are signed with, encrypted; null = unsigned.</param>
/// <param name="RatePerMinute">At most so many sends a minute; the rest waits.</param>
/// <param name="IsActive">False: nothing new is written for it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">Last change.</param>
public sealed record NotificationChannel(
    Guid OrganizationId, Guid Id, string Name, ChannelType Type, string Target, byte[]? ProtectedSecret, int RatePerMinute, bool IsActive,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
