namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>One line's crossings in the current business day, after inversion.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Name">As configured, else the key.</param>
/// <param name="Type">As configured: entrance, exit, passing, internal or ignore.</param>
/// <param name="In">Persons.</param>
/// <param name="Out">Persons.</param>
[GenerateSerializer, Immutable, Alias("retail.LineToday")]
public sealed record LineToday(
    [property: Id(0)] int Line,
    [property: Id(1)] string Name,
    [property: Id(2)] string Type,
    [property: Id(3)] long In,
    [property: Id(4)] long Out);
