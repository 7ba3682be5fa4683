namespace RetailOrleans.Storage.Alerts;

/// <summary>When a rule's alert is due. Validated: what its rule's type needs is there.</summary>
/// <param name="Metric">Which number, region or alarm; null = all of the type.</param>
/// <param name="Operator">On which side of the value; null where the type has its own condition.</param>
/// <param name="Value">In the metric's unit; null where the type has its own condition.</param>
/// <param name="ClearValue">Beyond this on the other side it is over; the value itself unless given.</param>
/// <param name="For">How long it must hold without a break before the alert is raised.</param>
/// <param name="Period">Of which time the number is.</param>
public sealed record AlertCondition(
    string? Metric = null, AlertComparison? Operator = null, double? Value = null, double? ClearValue = null, TimeSpan For = default,
    AlertPeriod Period = AlertPeriod.Now)
{
    /// <summary>Whether the condition holds for a number.</summary>
    public bool HoldsFor(double number) => Compare(number, Value!.Value);

    /// <summary>Whether it is over for a number; between value and clear value it neither holds nor is over.</summary>
    public bool IsOverFor(double number) => !Compare(number, ClearValue ?? Value!.Value);

    private bool Compare(double number, double with) => Operator switch
    {
        AlertComparison.Above => number > with,
        AlertComparison.AtLeast => number >= with,
        AlertComparison.Below => number < with,
        _ => number <= with,
    };
}
