namespace RetailOrleans.Storage.Alerts;

/// <summary>Which alerts are wanted; null = whatever.</summary>
/// <param name="Statuses">Any of these.</param>
/// <param name="Severity">Of this severity.</param>
/// <param name="StoreId">Of this store.</param>
/// <param name="SensorId">Of this sensor.</param>
/// <param name="RuleId">Raised by this rule.</param>
/// <param name="From">Begun at this instant or later.</param>
/// <param name="To">Begun before this instant.</param>
public sealed record AlertFilter(
    AlertStatus[]? Statuses = null, AlertSeverity? Severity = null, Guid? StoreId = null, Guid? SensorId = null, Guid? RuleId = null,
    DateTimeOffset? From = null, DateTimeOffset? To = null);
