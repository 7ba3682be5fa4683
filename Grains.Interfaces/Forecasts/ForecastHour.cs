namespace RetailOrleans.Grains.Interfaces.Forecasts;

/// <summary>How many people probably come in one local hour.</summary>
/// <param name="Start">UTC.</param>
/// <param name="LocalStart">What the store's clock shows.</param>
/// <param name="Date">Of the business day.</param>
/// <param name="Entries">The middle of what is to be expected, people.</param>
/// <param name="Low">The interval's lower end, whole people.</param>
/// <param name="High">The interval's upper end, whole people.</param>
[GenerateSerializer, Immutable, Alias("retail.ForecastHour")]
public readonly record struct ForecastHour(
    [property: Id(0)] DateTimeOffset Start, [property: Id(1)] DateTime LocalStart, [property: Id(2)] DateOnly Date, [property: Id(3)] double Entries,
    [property: Id(4)] int Low, [property: Id(5)] int High);
