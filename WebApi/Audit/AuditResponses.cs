using System.Text.Json.Nodes;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Audit;

/// <summary>Somebody changed something.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">created, changed, deleted, rotated, revoked, acknowledged, resolved or commented.</param>
/// <param name="Kind">store, sensor, token, alert_rule, notification_channel or alert.</param>
/// <param name="ObjectId">What.</param>
/// <param name="Name">Its name then.</param>
/// <param name="Changes">Property → <c>{"from": …, "to": …}</c>, without secrets; null where there is nothing to compare.</param>
public sealed record AuditResponse(
    Guid Id, DateTimeOffset At, AuditActorResponse Actor, string Action, string Kind, Guid ObjectId, string? Name, JsonObject? Changes)
{
    internal static AuditResponse Of(AuditEntry entry) => new(
        entry.Id, entry.At, new AuditActorResponse(entry.Actor, entry.ActorTokenId), entry.Action, entry.Kind, entry.ObjectId, entry.Name,
        entry.Changes is { } changes ? JsonNode.Parse(changes)!.AsObject() : null);
}

/// <summary>The name of the token, and the token; null = the system itself.</summary>
public sealed record AuditActorResponse(string Name, Guid? TokenId);

/// <summary>A part of the audit log, newest first.</summary>
public sealed record AuditListAnswer(IReadOnlyList<AuditResponse> Audit, Pagination Pagination);
