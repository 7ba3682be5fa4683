namespace RetailOrleans.Grains.Interfaces.Readings;

/// <summary>What became of the readings of one kind.</summary>
/// <param name="Inserted">Buckets that were new.</param>
/// <param name="Updated">Buckets whose numbers or extent were replaced.</param>
/// <param name="Unchanged">Buckets that were already so.</param>
[GenerateSerializer, Immutable, Alias("retail.RecordTally")]
public readonly record struct RecordTally(
    [property: Id(0)] int Inserted,
    [property: Id(1)] int Updated,
    [property: Id(2)] int Unchanged);
