namespace RetailOrleans.Storage.Rollups;

/// <summary>What an hour leaves to the rest of its business day, so that the rest can be made without the hours before it.</summary>
/// <param name="Occupancy">Millionths of a person present at its end.</param>
/// <param name="OpenEntries">Entries of the hour while the store was open.</param>
public readonly record struct HourCarry(long Occupancy, long OpenEntries);
