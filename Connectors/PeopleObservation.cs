using System.Collections.Immutable;

namespace RetailOrleans.Connectors;

/// <summary>People who crossed the device's lines in [Start, End).</summary>
/// <param name="Start">UTC, inclusive.</param>
/// <param name="End">UTC, exclusive; of the bucket, also while it is still growing.</param>
/// <param name="Counts">Line 1 in, line 1 out, line 2 in, …; a line that the device did not report is 0.</param>
public sealed record PeopleObservation(DateTimeOffset Start, DateTimeOffset End, ImmutableArray<int> Counts);
