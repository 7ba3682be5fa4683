using RetailOrleans.Storage.Alerts;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Alerts;

/// <summary>What a rule raised about a store or a sensor. Keep the highest version seen of each.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="RuleId">The rule that raised it.</param>
/// <param name="StoreId">Its store.</param>
/// <param name="SensorId">Its sensor; null = the store as a whole.</param>
/// <param name="Status">pending, firing, acknowledged or resolved.</param>
/// <param name="Severity">info, warning or critical.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Message">In a sentence.</param>
/// <param name="Metric">Which number; null where the condition has none.</param>
/// <param name="Value">The number when it was raised.</param>
/// <param name="Threshold">The rule's value.</param>
/// <param name="PendingSince">Since when the condition holds, of a rule that waits.</param>
/// <param name="TriggeredAt">When it was raised; null while pending.</param>
/// <param name="EscalatedAt">When it became more severe because nobody acknowledged it.</param>
/// <param name="AcknowledgedAt">When somebody saw it.</param>
/// <param name="AcknowledgedBy">The name of the token.</param>
/// <param name="ResolvedAt">When it ended.</param>
/// <param name="ResolvedBy">The name of the token; null = the condition cleared.</param>
/// <param name="Comments">Oldest first.</param>
/// <param name="Version">Rises with every change.</param>
public sealed record AlertResponse(
    Guid Id, Guid RuleId, Guid? StoreId, Guid? SensorId, string Status, string Severity, string Title, string Message, string? Metric, double? Value,
    double? Threshold, DateTimeOffset? PendingSince, DateTimeOffset? TriggeredAt, DateTimeOffset? EscalatedAt, DateTimeOffset? AcknowledgedAt,
    string? AcknowledgedBy, DateTimeOffset? ResolvedAt, string? ResolvedBy, IReadOnlyList<AlertCommentResponse> Comments, long Version)
{
    internal static AlertResponse Of(Alert alert) => new(
        alert.Id, alert.RuleId, alert.StoreId, alert.SensorId, alert.Status.NameOf(), alert.Severity.NameOf(), alert.Title, alert.Message, alert.Metric,
        alert.Value, alert.Threshold, alert.PendingSince, alert.TriggeredAt, alert.EscalatedAt, alert.AcknowledgedAt, alert.AcknowledgedBy, alert.ResolvedAt,
        alert.ResolvedBy, [.. alert.Comments.Select(comment => new AlertCommentResponse(comment.At, comment.By, comment.Text))], alert.Version);
}

/// <summary>What somebody said.</summary>
public sealed record AlertCommentResponse(DateTimeOffset At, string By, string Text);

/// <summary>One alert.</summary>
public sealed record AlertAnswer(AlertResponse Alert);

/// <summary>One alert with the steps of its life, oldest first.</summary>
public sealed record AlertDetailAnswer(AlertResponse Alert, IReadOnlyList<AlertEventResponse> Events);

/// <summary>One step: pending, raised, escalated, acknowledged, commented or resolved; by whom, null = the rule itself.</summary>
public sealed record AlertEventResponse(DateTimeOffset At, string Event, string? Actor, string? Detail);

/// <summary>A part of the alerts, newest first.</summary>
public sealed record AlertListAnswer(IReadOnlyList<AlertResponse> Alerts, Pagination Pagination);
