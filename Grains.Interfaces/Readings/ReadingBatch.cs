using System.Collections.Immutable;

namespace RetailOrleans.Grains.Interfaces.Readings;

/// <summary>Readings of one sensor that are stored in one transaction, in any order; of two for one bucket the later one counts.</summary>
/// <param name="People">Line crossings.</param>
/// <param name="Regions">Regional counts.</param>
/// <param name="Heat">Heat values.</param>
/// <param name="Alarms">Alarm flags.</param>
/// <param name="AllOrNothing">True: a refused reading refuses the whole batch. False: the good ones are kept.</param>
[GenerateSerializer, Immutable, Alias("retail.ReadingBatch")]
public sealed record ReadingBatch(
    [property: Id(0)] ImmutableArray<PeopleReading> People,
    [property: Id(1)] ImmutableArray<RegionReading> Regions,
    [property: Id(2)] ImmutableArray<HeatReading> Heat,
    [property: Id(3)] ImmutableArray<AlarmReading> Alarms,
    [property: Id(4)] bool AllOrNothing)
{
    /// <summary>No readings.</summary>
    public static ReadingBatch Empty { get; } = new([], [], [], [], false);

    /// <summary>How many readings of all kinds.</summary>
    public int Count => People.Length + Regions.Length + Heat.Length + Alarms.Length;
}
