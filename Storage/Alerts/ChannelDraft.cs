namespace RetailOrleans.Storage.Alerts;

/// <summary>A channel as somebody wants it, validated; see <see cref="NotificationChannel"/>.</summary>
public sealed record ChannelDraft(string Name, ChannelType Type, string Target, byte[]? ProtectedSecret, int RatePerMinute, bool IsActive);
