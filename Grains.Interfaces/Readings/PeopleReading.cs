using System.Collections.Immutable;

namespace RetailOrleans.Grains.Interfaces.Readings;

/// <summary>The people who crossed a sensor's lines within one interval. Its identity is (sensor, people counting, <paramref name="Start"/>).</summary>
/// <param name="Start">UTC, inclusive.</param>
/// <param name="End">UTC, exclusive; 10 seconds to 24 hours after the start. An open bucket has the end that it will have.</param>
/// <param name="Counts">Persons, line by line: line 1 in, line 1 out, line 2 in, … Absent lines count 0; at most 16 lines.</param>
[GenerateSerializer, Immutable, Alias("retail.PeopleReading")]
public sealed record PeopleReading(
    [property: Id(0)] DateTimeOffset Start,
    [property: Id(1)] DateTimeOffset End,
    [property: Id(2)] ImmutableArray<int> Counts);
