namespace RetailOrleans.Storage.Rollups;

/// <summary>What devices counted, before the factors of calibrated lines.</summary>
/// <param name="Entries">Persons.</param>
/// <param name="Exits">Persons.</param>
/// <param name="Passing">Persons.</param>
public readonly record struct RawCounts(long Entries, long Exits, long Passing);
