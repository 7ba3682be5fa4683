namespace RetailOrleans.Storage.Alerts;

/// <summary>Which rules are wanted; null = whatever.</summary>
public sealed record AlertRuleFilter(AlertRuleType? Type = null, Guid? StoreId = null, bool? IsActive = null);
