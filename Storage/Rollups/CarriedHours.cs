using System.Collections.Immutable;

namespace RetailOrleans.Storage.Rollups;

/// <summary>Hours that were rolled up.</summary>
/// <param name="Rows">Of the store (its key is <see cref="HourRow.Store"/>) and its sensors, by sensor, then hour.</param>
/// <param name="StoreRows">The store's own, in order.</param>
public sealed record CarriedHours(ImmutableArray<CarriedHour> Rows, ImmutableArray<HourRow> StoreRows);
