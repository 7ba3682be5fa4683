using System.Collections.Immutable;

namespace RetailOrleans.Grains.Interfaces.Readings;

/// <summary>The people in a sensor's regions within one interval. The kind is part of its identity.</summary>
/// <param name="Start">UTC, inclusive.</param>
/// <param name="End">UTC, exclusive; 10 seconds to 24 hours after the start.</param>
/// <param name="Kind">Whether the numbers are visits within the interval or people present.</param>
/// <param name="Counts">Persons, region 1 first; at most 16 regions.</param>
[GenerateSerializer, Immutable, Alias("retail.RegionReading")]
public sealed record RegionReading(
    [property: Id(0)] DateTimeOffset Start,
    [property: Id(1)] DateTimeOffset End,
    [property: Id(2)] RegionCountKind Kind,
    [property: Id(3)] ImmutableArray<int> Counts);
