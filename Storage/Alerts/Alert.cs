using System.Collections.Immutable;

namespace RetailOrleans.Storage.Alerts;

/// <summary>What a rule raised about one subject, or is about to.</summary>
/// <param name="OrganizationId">Its tenant.</param>
/// <param name="Id">Its identity.</param>
/// <param name="RuleId">The rule that raised it.</param>
/// <param name="Subject">What of the rule's scope it is about.</param>
/// <param name="StoreId">The store that it is about.</param>
/// <param name="SensorId">The sensor that it is about; null = the store as a whole.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Severity">How much it matters; an escalation raises it.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Message">In a sentence.</param>
/// <param name="Metric">Which number; null where the condition has none.</param>
/// <param name="Value">The number when it was raised.</param>
/// <param name="Threshold">The rule's value.</param>
/// <param name="PendingSince">Since when the condition holds, of a rule that waits.</param>
/// <param name="TriggeredAt">When it was raised; null while pending.</param>
/// <param name="EscalatedAt">When it became more severe because nobody acknowledged it.</param>
/// <param name="AcknowledgedAt">When somebody saw it.</param>
/// <param name="AcknowledgedBy">Who.</param>
/// <param name="ResolvedAt">When it ended.</param>
/// <param name="ResolvedBy">Who ended it; null = the condition cleared.</param>
/// <param name="IsMuted">Ended by hand: not raised again before the condition has cleared once.</param>
/// <param name="Comments">Oldest first.</param>
/// <param name="Version">Rises with every change.</param>
/// <param name="CreatedAt">Since when there is a row of it.</param>
public sealed record Alert(
    Guid OrganizationId, Guid Id, Guid RuleId, string Subject, Guid? StoreId, Guid? SensorId, AlertStatus Status, AlertSeverity Severity, string Title,
    string Message, string? Metric, double? Value, double? Threshold, DateTimeOffset? PendingSince, DateTimeOffset? TriggeredAt, DateTimeOffset? EscalatedAt,
    DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy, DateTimeOffset? ResolvedAt, string? ResolvedBy, bool IsMuted, ImmutableArray<AlertComment> Comments,
    long Version, DateTimeOffset CreatedAt)
{
    /// <summary>Raised and not over.</summary>
    public bool IsOpen => Status is AlertStatus.Firing or AlertStatus.Acknowledged;
}
