using System.Collections.Immutable;

namespace RetailOrleans.Grains.Interfaces.Readings;

/// <summary>Where in its picture a sensor saw people. Its identity is (sensor, start); again it replaces.</summary>
/// <param name="Start">UTC, inclusive.</param>
/// <param name="End">UTC, exclusive.</param>
/// <param name="Width">Columns, 1 to 1,024.</param>
/// <param name="Height">Rows, 1 to 1,024.</param>
/// <param name="Values">Row by row from the top left, not negative; their unit is the device's own.</param>
[GenerateSerializer, Immutable, Alias("retail.SpaceHeatmap")]
public sealed record SpaceHeatmap(
    [property: Id(0)] DateTimeOffset Start,
    [property: Id(1)] DateTimeOffset End,
    [property: Id(2)] int Width,
    [property: Id(3)] int Height,
    [property: Id(4)] ImmutableArray<int> Values);
