namespace RetailOrleans.Grains.Interfaces.Stores;

/// <summary>How many of a store's sensors are in which health.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Healthy">In time.</param>
/// <param name="Warning">Late or answering with errors.</param>
/// <param name="Error">Not heard of for long.</param>
/// <param name="Inactive">Switched off.</param>
/// <param name="Unknown">Never seen yet.</param>
[GenerateSerializer, Immutable, Alias("retail.SensorTally")]
public readonly record struct SensorTally(
    [property: Id(0)] int Total,
    [property: Id(1)] int Healthy,
    [property: Id(2)] int Warning,
    [property: Id(3)] int Error,
    [property: Id(4)] int Inactive,
    [property: Id(5)] int Unknown);
