using System.Collections.Immutable;

namespace RetailOrleans.Connectors;

/// <summary>Where in its picture a device saw people within [Start, End), as a grid.</summary>
/// <param name="Start">UTC, inclusive.</param>
/// <param name="End">UTC, exclusive; a picture may have been taken before it, and will be replaced.</param>
/// <param name="Width">Columns, 1 to 1,024.</param>
/// <param name="Height">Rows, 1 to 1,024.</param>
/// <param name="Values">Row by row from the top left, <paramref name="Width"/> × <paramref name="Height"/> numbers of at least 0, in the device's own unit.</param>
public sealed record SpaceHeatObservation(DateTimeOffset Start, DateTimeOffset End, int Width, int Height, ImmutableArray<int> Values);
