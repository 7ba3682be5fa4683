namespace RetailOrleans.Grains.Interfaces.Stores;

/// <summary>An alert of a store that is raised and not over.</summary>
/// <param name="AlertId">Its identity.</param>
/// <param name="RuleId">The rule that raised it.</param>
/// <param name="SensorId">The sensor that it is about; null = the store as a whole.</param>
/// <param name="Severity">info, warning or critical.</param>
/// <param name="Title">In a few words.</param>
/// <param name="TriggeredAt">When it was raised.</param>
[GenerateSerializer, Immutable, Alias("retail.ActiveAlert")]
public sealed record ActiveAlert(
    [property: Id(0)] Guid AlertId,
    [property: Id(1)] Guid RuleId,
    [property: Id(2)] Guid? SensorId,
    [property: Id(3)] string Severity,
    [property: Id(4)] string Title,
    [property: Id(5)] DateTimeOffset TriggeredAt);
