namespace RetailOrleans.Storage.Rollups;

/// <summary>What several days of a store add up to.</summary>
/// <param name="Entries">Persons.</param>
/// <param name="ExpectedDays">Days of which some time was expected to be counted, and that have a row.</param>
/// <param name="CoveredSeconds">Covered by readings, inside operating hours, summed over sensors.</param>
/// <param name="ExpectedSeconds">Expected to be covered, summed over sensors.</param>
public sealed record DaySums(long Entries, int ExpectedDays, long CoveredSeconds, long ExpectedSeconds);
