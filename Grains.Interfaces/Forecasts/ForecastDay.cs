namespace RetailOrleans.Grains.Interfaces.Forecasts;

/// <summary>How many people probably come on one business day, as far as it is forecast.</summary>
/// <param name="Date">The local date on which the day starts.</param>
/// <param name="Entries">The middle of what is to be expected, people.</param>
/// <param name="Low">The interval's lower end; narrower than the sum of its hours', because hours err in both directions.</param>
/// <param name="High">The interval's upper end.</param>
[GenerateSerializer, Immutable, Alias("retail.ForecastDay")]
public readonly record struct ForecastDay([property: Id(0)] DateOnly Date, [property: Id(1)] double Entries, [property: Id(2)] int Low, [property: Id(3)] int High);
