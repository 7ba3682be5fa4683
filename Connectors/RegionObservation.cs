using System.Collections.Immutable;

namespace RetailOrleans.Connectors;

/// <summary>People in the device's regions in [Start, End).</summary>
/// <param name="Start">UTC, inclusive.</param>
/// <param name="End">UTC, exclusive.</param>
/// <param name="Counts">Region 1, region 2, …</param>
/// <param name="Kind">What the counts mean.</param>
public sealed record RegionObservation(DateTimeOffset Start, DateTimeOffset End, ImmutableArray<int> Counts, RegionKind Kind);
