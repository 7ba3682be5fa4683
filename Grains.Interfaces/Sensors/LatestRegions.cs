using System.Collections.Immutable;

namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>A sensor's newest committed regional counts, of any day.</summary>
/// <param name="At">The bucket's start.</param>
/// <param name="Counts">Persons, region 1 first.</param>
[GenerateSerializer, Immutable, Alias("retail.LatestRegions")]
public sealed record LatestRegions(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] ImmutableArray<int> Counts);
