namespace RetailOrleans.Grains.Interfaces.Alerts;

/// <summary>An alert about the platform that is raised and can't be stored yet, so that no change feed tells of it.</summary>
/// <param name="AlertId">The identity that it will be stored under.</param>
/// <param name="RuleId">The rule that raised it.</param>
/// <param name="Severity">info, warning or critical.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Message">In a sentence.</param>
/// <param name="Metric">Which number.</param>
/// <param name="Value">The number when it was raised.</param>
/// <param name="Threshold">The rule's value.</param>
/// <param name="TriggeredAt">When.</param>
[GenerateSerializer, Immutable, Alias("retail.UnstoredAlert")]
public sealed record UnstoredAlert(
    [property: Id(0)] Guid AlertId,
    [property: Id(1)] Guid RuleId,
    [property: Id(2)] string Severity,
    [property: Id(3)] string Title,
    [property: Id(4)] string Message,
    [property: Id(5)] string? Metric,
    [property: Id(6)] double? Value,
    [property: Id(7)] double? Threshold,
    [property: Id(8)] DateTimeOffset TriggeredAt);
