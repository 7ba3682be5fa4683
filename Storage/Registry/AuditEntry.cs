namespace RetailOrleans.Storage.Registry;

/// <summary>Somebody changed something.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who: the name of the token.</param>
/// <param name="ActorTokenId">The token; null = the system itself.</param>
/// <param name="Action">created, changed, deleted, rotated, revoked, acknowledged, resolved or commented.</param>
/// <param name="Kind">store, sensor, token, alert_rule, notification_channel or alert.</param>
/// <param name="ObjectId">What.</param>
/// <param name="Name">Its name then.</param>
/// <param name="Changes">Property → <c>{"from": …, "to": …}</c>, without secrets; null where there is nothing to compare.</param>
public sealed record AuditEntry(
    Guid Id, DateTimeOffset At, string Actor, Guid? ActorTokenId, string Action, string Kind, Guid ObjectId, string? Name, string? Changes);
