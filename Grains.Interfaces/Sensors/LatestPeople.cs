namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>A sensor's newest committed line crossings, of any day.</summary>
/// <param name="At">The bucket's start.</param>
/// <param name="In">Persons, over the lines that count as doors.</param>
/// <param name="Out">Persons, over the lines that count as doors.</param>
[GenerateSerializer, Immutable, Alias("retail.LatestPeople")]
public sealed record LatestPeople(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] long In,
    [property: Id(2)] long Out);
