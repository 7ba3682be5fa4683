using System.Collections.Immutable;

namespace RetailOrleans.Storage.Registry;

/// <summary>A part of a list.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="Total">How many there are in all under the same filters.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record Page<T>(ImmutableArray<T> Rows, long Total, PageCursor? Next);
