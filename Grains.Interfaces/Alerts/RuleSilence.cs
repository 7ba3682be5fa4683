namespace RetailOrleans.Grains.Interfaces.Alerts;

/// <summary>A store's silence as one rule sees it.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="IsOffline">True: more than half of the store's sensors are offline by the rule; false: they are late, and will be.</param>
/// <param name="MayRaise">What the rule's schedule says of the store now.</param>
/// <param name="QuietUntil">Nobody is to be notified before; null = at once.</param>
[GenerateSerializer, Immutable, Alias("retail.RuleSilence")]
public sealed record RuleSilence(
    [property: Id(0)] Guid RuleId,
    [property: Id(1)] bool IsOffline,
    [property: Id(2)] bool MayRaise,
    [property: Id(3)] DateTimeOffset? QuietUntil);
