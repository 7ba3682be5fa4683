using System.Collections.Immutable;

namespace RetailOrleans.Storage.Alerts;

/// <summary>The active rules of one organization as they were at one time; another object when they have changed.</summary>
public sealed class AlertRules(ImmutableArray<AlertRule> rules)
{
    private readonly ILookup<Guid, AlertRule> _ofStore = rules.Where(rule => rule.StoreId is not null).ToLookup(rule => rule.StoreId!.Value);
    private readonly ILookup<Guid, AlertRule> _ofSensor =
        rules.Where(rule => rule.StoreId is null && rule.SensorId is not null).ToLookup(rule => rule.SensorId!.Value);

    private readonly ImmutableArray<AlertRule> _ofAll = [.. rules.Where(rule => rule.StoreId is null && rule.SensorId is null && rule.Type != AlertRuleType.Platform)];

    private readonly Dictionary<Guid, AlertRule> _byId = rules.ToDictionary(rule => rule.Id);

    /// <summary>An organization's without any.</summary>
    public static AlertRules None { get; } = new([]);

    /// <summary>The rules that look at more than one store: at regions, or at the platform.</summary>
    public ImmutableArray<AlertRule> OfOrganization { get; } = [.. rules.Where(rule => rule.IsOfRegions || rule.Type == AlertRuleType.Platform)];

    /// <summary>A rule; null when it is none of these.</summary>
    public AlertRule? Find(Guid ruleId) => _byId.GetValueOrDefault(ruleId);

    /// <summary>The rules that look at a store or at some of its sensors.</summary>
    public IEnumerable<AlertRule> Of(Guid storeId, IEnumerable<Guid> sensorIds) =>
        _ofAll.Concat(_ofStore[storeId]).Concat(sensorIds.SelectMany(sensorId => _ofSensor[sensorId]));
}
