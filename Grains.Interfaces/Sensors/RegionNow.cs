namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>One region's number now.</summary>
/// <param name="Region">From 1.</param>
/// <param name="Name">As configured, else the key.</param>
/// <param name="Count">People present (occupancy), or visits of the current business day.</param>
[GenerateSerializer, Immutable, Alias("retail.RegionNow")]
public sealed record RegionNow(
    [property: Id(0)] int Region,
    [property: Id(1)] string Name,
    [property: Id(2)] long Count);
