namespace RetailOrleans.Grains.Interfaces.Readings;

/// <summary>A sensor's heat value, of an interval or of an instant.</summary>
/// <param name="Start">UTC, inclusive.</param>
/// <param name="End">UTC, exclusive; equal to the start for an instant.</param>
/// <param name="Value">Not negative; its unit is the device's own.</param>
[GenerateSerializer, Immutable, Alias("retail.HeatReading")]
public sealed record HeatReading(
    [property: Id(0)] DateTimeOffset Start,
    [property: Id(1)] DateTimeOffset End,
    [property: Id(2)] double Value);
