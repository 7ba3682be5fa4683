namespace RetailOrleans.Storage.Alerts;

/// <summary>Something that is to be told through a channel.</summary>
/// <param name="Id">The delivery's identity, the same at every attempt.</param>
/// <param name="ChannelId">The channel.</param>
/// <param name="AlertId">The alert that it is about.</param>
/// <param name="Event">alert.raised or alert.changed.</param>
/// <param name="Alert">The alert's JSON as it was then.</param>
/// <param name="Status">waiting, sent or dead.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="NextAttemptAt">When it is tried next.</param>
/// <param name="ExpiresAt">Not taken until then, it is given up.</param>
/// <param name="SentAt">When the receiver took it.</param>
/// <param name="LastError">What went wrong at the last attempt.</param>
public sealed record Notification(
    Guid Id, Guid ChannelId, Guid AlertId, string Event, string Alert, string Status, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset NextAttemptAt,
    DateTimeOffset ExpiresAt, DateTimeOffset? SentAt, string? LastError);
