using System.Collections.Immutable;

namespace RetailOrleans.Storage.Alerts;

/// <summary>A rule as somebody wants it, validated; see <see cref="AlertRule"/>.</summary>
public sealed record AlertRuleDraft(
    string Name, Guid? StoreId, Guid? SensorId, AlertRuleType Type, AlertCondition Condition, AlertSeverity Severity, AlertSchedule Schedule,
    AlertEscalation? Escalation, ImmutableArray<Guid> Channels, bool IsActive);
