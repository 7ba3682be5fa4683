using System.Collections.Immutable;

namespace RetailOrleans.Storage.Readings;

/// <summary>A part of a list of readings, newest first.</summary>
/// <param name="Rows">The readings.</param>
/// <param name="Sensors">The sensors' ids by their keys.</param>
/// <param name="Total">How many there are in all, counted up to <see cref="ReadingListing.MaxTotal"/>.</param>
/// <param name="Next">Where to go on; null at the end.</param>
public sealed record ReadingPage(ImmutableArray<ReadingRow> Rows, IReadOnlyDictionary<int, Guid> Sensors, long Total, ReadingPlace? Next);
