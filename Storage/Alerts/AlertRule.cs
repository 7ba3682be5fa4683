using System.Collections.Immutable;

namespace RetailOrleans.Storage.Alerts;

/// <summary>When whom is to be told of what.</summary>
/// <param name="OrganizationId">Its tenant.</param>
/// <param name="Id">Its identity.</param>
/// <param name="Name">Shown to people.</param>
/// <param name="StoreId">The store that it is about; null = every store.</param>
/// <param name="SensorId">The sensor that it is about; null = every sensor of its stores.</param>
/// <param name="Type">What it looks at.</param>
/// <param name="Condition">When it is due.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Schedule">When it is looked at, and when it is told.</param>
/// <param name="Escalation">What happens when nobody acknowledges; null = nothing.</param>
/// <param name="Channels">Who is told.</param>
/// <param name="IsActive">False: switched off.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">Last change.</param>
/// <param name="Revision">Rises with every change.</param>
public sealed record AlertRule(
    Guid OrganizationId, Guid Id, string Name, Guid? StoreId, Guid? SensorId, AlertRuleType Type, AlertCondition Condition, AlertSeverity Severity,
    AlertSchedule Schedule, AlertEscalation? Escalation, ImmutableArray<Guid> Channels, bool IsActive, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    long Revision)
{
    /// <summary>Whether stores that are silent together, by this rule, are one alert of their region.</summary>
    public bool IsOfRegions => Type == AlertRuleType.SensorOffline && StoreId is null && SensorId is null;
}
