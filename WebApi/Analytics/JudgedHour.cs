using RetailOrleans.Storage.Patterns;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>An hour beside what is usual at its hour of the week.</summary>
/// <param name="Clock">The store.</param>
/// <param name="Count">Who came.</param>
/// <param name="LocalStart">What the store's clock showed.</param>
/// <param name="Band">Null when too few weeks before know the hour.</param>
/// <param name="IsJudged">Whether it is over, was counted well, and has a band.</param>
internal readonly record struct JudgedHour(StoreClock Clock, HourCount Count, DateTime LocalStart, ExpectedBand? Band, bool IsJudged)
{
    public bool IsUnusual => IsJudged && !Band!.Contains(Count.Entries);
}
