using RetailOrleans.Storage.Alerts;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Alerts;

/// <summary>A notification channel to be made.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Type">webhook, email, slack or teams.</param>
/// <param name="Url">Of webhook, slack and teams: an http or https address.</param>
/// <param name="To">Of email: an address, or several.</param>
/// <param name="Secret">Of webhook: what it is signed with, 8 to 500 characters. Never returned; without it, it is unsigned.</param>
/// <param name="RatePerMinute">At most so many sends a minute, 1 to 600, default 30; the rest waits.</param>
/// <param name="IsActive">Default true.</param>
public sealed record ChannelRequest(
    string Name, string Type, string? Url = null, IReadOnlyList<string>? To = null, string? Secret = null, int? RatePerMinute = null, bool? IsActive = null);

/// <summary>What of a channel shall change; what is absent stays, null removes.</summary>
public sealed record ChannelPatch(
    string? Name = null, string? Type = null, string? Url = null, IReadOnlyList<string>? To = null, string? Secret = null, int? RatePerMinute = null,
    bool? IsActive = null);

/// <summary>A notification channel.</summary>
public sealed record ChannelResponse(
    Guid Id, string Name, string Type, string? Url, IReadOnlyList<string>? To, bool SecretSet, int RatePerMinute, bool IsActive, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static ChannelResponse Of(NotificationChannel channel)
    {
        var isMail = channel.Type == ChannelType.Email;
        return new ChannelResponse(
            channel.Id, channel.Name, channel.Type.NameOf(), isMail ? null : channel.Target, isMail ? channel.Target.Split(',') : null,
            channel.ProtectedSecret is not null, channel.RatePerMinute, channel.IsActive, channel.CreatedAt, channel.UpdatedAt);
    }
}

/// <summary>One channel.</summary>
public sealed record ChannelAnswer(ChannelResponse NotificationChannel);

/// <summary>A part of the channels, newest first.</summary>
public sealed record ChannelListAnswer(IReadOnlyList<ChannelResponse> NotificationChannels, Pagination Pagination);

/// <summary>How a test ended.</summary>
/// <param name="Success">Whether the receiver took it.</param>
/// <param name="ResponseTimeMs">How long that took.</param>
/// <param name="Problem">What is wrong, in plain words; null when nothing is.</param>
public sealed record ChannelTestResponse(bool Success, int ResponseTimeMs, string? Problem);

/// <summary>Something that is to be told through a channel, or was.</summary>
/// <param name="Id">The delivery's identity, as receivers see it.</param>
/// <param name="ChannelId">The channel.</param>
/// <param name="AlertId">The alert that it is about.</param>
/// <param name="Event">alert.raised or alert.changed.</param>
/// <param name="Status">waiting, sent, or dead: given up after 24 hours.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="NextAttemptAt">When it is tried next; null when it is not.</param>
/// <param name="SentAt">When the receiver took it.</param>
/// <param name="LastError">What went wrong at the last attempt.</param>
public sealed record NotificationResponse(
    Guid Id, Guid ChannelId, Guid AlertId, string Event, string Status, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt,
    DateTimeOffset? SentAt, string? LastError)
{
    internal static NotificationResponse Of(Notification one) => new(
        one.Id, one.ChannelId, one.AlertId, one.Event, one.Status, one.Attempts, one.CreatedAt, one.Status == "waiting" ? one.NextAttemptAt : null, one.SentAt,
        one.LastError);
}

/// <summary>One notification.</summary>
public sealed record NotificationAnswer(NotificationResponse Notification);

/// <summary>A part of the notifications, newest first.</summary>
public sealed record NotificationListAnswer(IReadOnlyList<NotificationResponse> Notifications, Pagination Pagination);
