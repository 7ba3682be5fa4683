using System.Collections.Immutable;

namespace RetailOrleans.Storage.Alerts;

/// <summary>The names of alerts' enumerations on the wire and in the database.</summary>
public static class AlertNames
{
    /// <summary>Severities, least first.</summary>
    public static ImmutableArray<string> Severities { get; } = ["info", "warning", "critical"];

    /// <summary>Statuses, in the order of a life.</summary>
    public static ImmutableArray<string> Statuses { get; } = ["pending", "firing", "acknowledged", "resolved"];

    /// <summary>Types of rules.</summary>
    public static ImmutableArray<string> RuleTypes { get; } = ["occupancy", "metric", "region", "sensor_offline", "no_data", "device_alarm", "clock", "platform", "anomaly"];

    /// <summary>Numbers of an hour or a day that a rule can be about.</summary>
    public static ImmutableArray<string> Metrics { get; } =
    [
        "entries", "exits", "net_flow", "peak_occupancy", "passing_traffic", "capture_rate", "conversion_rate", "transactions", "revenue",
        "avg_transaction_value", "sales_per_visitor",
    ];

    /// <summary>Those of them that need the store's sales.</summary>
    public static ImmutableArray<string> SalesMetrics { get; } = [.. Metrics[6..]];

    /// <summary>Comparisons.</summary>
    public static ImmutableArray<string> Comparisons { get; } = [">", ">=", "<", "<="];

    /// <summary>Periods.</summary>
    public static ImmutableArray<string> Periods { get; } = ["now", "hour", "day"];

    /// <summary>Types of channels.</summary>
    public static ImmutableArray<string> ChannelTypes { get; } = ["webhook", "email", "slack", "teams"];

    public static string NameOf(this AlertSeverity severity) => Severities[(int)severity];

    public static string NameOf(this AlertStatus status) => Statuses[(int)status];

    public static string NameOf(this AlertRuleType type) => RuleTypes[(int)type];

    public static string NameOf(this AlertComparison comparison) => Comparisons[(int)comparison];

    public static string NameOf(this AlertPeriod period) => Periods[(int)period];

    public static string NameOf(this ChannelType type) => ChannelTypes[(int)type];

    public static AlertSeverity Severity(string name) => (AlertSeverity)Place(Severities, name);

    public static AlertStatus Status(string name) => (AlertStatus)Place(Statuses, name);

    public static AlertRuleType RuleType(string name) => (AlertRuleType)Place(RuleTypes, name);

    public static ChannelType ChannelType(string name) => (ChannelType)Place(ChannelTypes, name);

    internal static int Place(ImmutableArray<string> names, string name) =>
        names.IndexOf(name) is var place and >= 0 ? place : throw new ArgumentException($"Expected one of {string.Join(", ", names)}, got '{name}'.", nameof(name));
}
