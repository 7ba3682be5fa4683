using System.Text.Json.Nodes;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Alerts;

/// <summary>An alert rule to be made.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Type">occupancy, metric, region, sensor_offline, no_data, device_alarm, clock, platform or anomaly.</param>
/// <param name="StoreId">The store that it is about; without it, every store.</param>
/// <param name="SensorId">The sensor that it is about; without it, every sensor of its stores.</param>
/// <param name="Condition">When it is due; what it may hold depends on the type.</param>
/// <param name="Severity">info, warning or critical; default warning.</param>
/// <param name="Schedule">When it is looked at, and when it is told; default always.</param>
/// <param name="Escalation">What happens when nobody acknowledges; default nothing.</param>
/// <param name="Channels">Who is notified; default nobody.</param>
/// <param name="IsActive">Default true.</param>
public sealed record AlertRuleRequest(
    string Name, string Type, Guid? StoreId = null, Guid? SensorId = null, AlertConditionShape? Condition = null, string? Severity = null,
    AlertScheduleShape? Schedule = null, AlertEscalationShape? Escalation = null, IReadOnlyList<Guid>? Channels = null, bool? IsActive = null);

/// <summary>What of a rule shall change; what is absent stays, null removes. Condition, schedule and escalation are JSON merge patches.</summary>
public sealed record AlertRulePatch(
    string? Name = null, string? Type = null, Guid? StoreId = null, Guid? SensorId = null, AlertConditionShape? Condition = null, string? Severity = null,
    AlertScheduleShape? Schedule = null, AlertEscalationShape? Escalation = null, IReadOnlyList<Guid>? Channels = null, bool? IsActive = null);

/// <summary>When a rule is due.</summary>
/// <param name="Metric">
/// occupancy: occupancy (people, default) or utilization (a fraction of the capacity). metric: entries, exits, net_flow, peak_occupancy,
/// passing_traffic, capture_rate (%), conversion_rate (a fraction), transactions, revenue, avg_transaction_value or sales_per_visitor.
/// region: region1 to region16, or nothing for any. device_alarm: counter, region1_in, … or nothing for any. platform: database_unreachable
/// (seconds), writer_backlog (a fraction of the queue) or silos_lost. anomaly: entries of an hour.
/// </param>
/// <param name="Operator">&gt;, &gt;=, &lt; or &lt;=; of anomaly &gt; = only more than usual, &lt; = only less, none = both.</param>
/// <param name="Value">The limit; of sensor_offline and no_data minutes, optional; of clock seconds, default 120; of anomaly the part of ordinary hours that is usual, default 0.99.</param>
/// <param name="ClearValue">Beyond this on the other side it is over; default value.</param>
/// <param name="ForSeconds">How long it must hold without a break; 0 to 86,400, default 0.</param>
/// <param name="Period">now; of type metric hour (default) or day.</param>
public sealed record AlertConditionShape(
    string? Metric = null, string? Operator = null, double? Value = null, double? ClearValue = null, int? ForSeconds = null, string? Period = null);

/// <summary>When a rule is looked at, and when it is told; local time of each store.</summary>
/// <param name="OperatingHours">True: it raises nothing while the store is closed.</param>
/// <param name="Days">Weekdays on which it raises anything: monday, …; default all.</param>
/// <param name="QuietHours">Within them nobody is notified; what was raised is told at their end.</param>
/// <param name="Maintenance">Times in which it raises nothing.</param>
public sealed record AlertScheduleShape(
    bool? OperatingHours = null, IReadOnlyList<string>? Days = null, IReadOnlyList<LocalWindowShape>? QuietHours = null,
    IReadOnlyList<WindowShape>? Maintenance = null);

/// <summary>Local times <c>HH:mm</c>; an end at or before the beginning is on the next day.</summary>
public sealed record LocalWindowShape(string From, string To);

/// <summary>A half-open time.</summary>
public sealed record WindowShape(DateTimeOffset From, DateTimeOffset To);

/// <summary>What happens when nobody acknowledges.</summary>
/// <param name="AfterMinutes">1 to 10,080 after it was raised.</param>
/// <param name="Severity">It becomes this severe; default the next severity.</param>
/// <param name="Channels">Who is notified besides the rule's own channels.</param>
public sealed record AlertEscalationShape(int AfterMinutes, string? Severity = null, IReadOnlyList<Guid>? Channels = null);

/// <summary>An alert rule.</summary>
public sealed record AlertRuleResponse(
    Guid Id, string Name, Guid? StoreId, Guid? SensorId, string Type, JsonObject Condition, string Severity, JsonObject Schedule, JsonObject? Escalation,
    IReadOnlyList<Guid> Channels, bool IsActive, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static AlertRuleResponse Of(AlertRule rule) => new(
        rule.Id, rule.Name, rule.StoreId, rule.SensorId, rule.Type.NameOf(), AlertRuleJson.Write(rule.Condition), rule.Severity.NameOf(),
        AlertRuleJson.Write(rule.Schedule), AlertRuleJson.Write(rule.Escalation), rule.Channels, rule.IsActive, rule.CreatedAt, rule.UpdatedAt);
}

/// <summary>One alert rule.</summary>
public sealed record AlertRuleAnswer(AlertRuleResponse AlertRule);

/// <summary>A part of the alert rules, newest first.</summary>
public sealed record AlertRuleListAnswer(IReadOnlyList<AlertRuleResponse> AlertRules, Pagination Pagination);
