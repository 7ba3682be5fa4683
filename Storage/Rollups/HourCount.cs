namespace RetailOrleans.Storage.Rollups;

/// <summary>Who came to a store in one local hour, and how well that was counted.</summary>
/// <param name="StoreId">Whose.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC, exclusive.</param>
/// <param name="Entries">Persons.</param>
/// <param name="CoveredSeconds">Covered by readings, inside operating hours, summed over sensors.</param>
/// <param name="ExpectedSeconds">Expected to be covered; 0 while the store is closed.</param>
public readonly record struct HourCount(Guid StoreId, DateTimeOffset Start, DateTimeOffset End, long Entries, int CoveredSeconds, int ExpectedSeconds)
{
    private const double LeastCoverage = 0.9;

    /// <summary>Whether it says enough to be compared with other hours: 90 % of the open time. Of closed time nothing is expected.</summary>
    public bool IsWellCounted => CoveredSeconds >= LeastCoverage * ExpectedSeconds;
}
