using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Sensors;

namespace RetailOrleans.Grains.Interfaces.Stores;

/// <summary>What a watcher of one store sees: a whole state with a version that rises for as long as the store exists.</summary>
/// <param name="StoreId">Its identity.</param>
/// <param name="OrganizationId">Its tenant.</param>
/// <param name="Version">Below 2^53, rising also over a failover.</param>
/// <param name="At">When this state was taken.</param>
/// <param name="Occupancy">People in the store now, rounded.</param>
/// <param name="Capacity">People; null when it has none.</param>
/// <param name="EntriesToday">Persons in the current business day.</param>
/// <param name="ExitsToday">Persons in the current business day.</param>
/// <param name="PassingToday">Persons in the current business day.</param>
/// <param name="PeakOccupancy">Highest occupancy of the day so far.</param>
/// <param name="PeakAt">When; null while the day is empty.</param>
/// <param name="Regions">All sensors' regions that have a number.</param>
/// <param name="Sensors">By health.</param>
/// <param name="LastReadingAt">Up to when the newest reading of any of its sensors tells.</param>
/// <param name="Drift">People that the floor at zero has absorbed today; a sign of miscounting.</param>
/// <param name="ActiveAlerts">Alerts of the store and its sensors that are raised and not over.</param>
[GenerateSerializer, Immutable, Alias("retail.StoreLive")]
public sealed record StoreLive(
    [property: Id(0)] Guid StoreId,
    [property: Id(1)] Guid OrganizationId,
    [property: Id(2)] long Version,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] int Occupancy,
    [property: Id(5)] int? Capacity,
    [property: Id(6)] long EntriesToday,
    [property: Id(7)] long ExitsToday,
    [property: Id(8)] long PassingToday,
    [property: Id(9)] int PeakOccupancy,
    [property: Id(10)] DateTimeOffset? PeakAt,
    [property: Id(11)] ImmutableArray<RegionNow> Regions,
    [property: Id(12)] SensorTally Sensors,
    [property: Id(13)] DateTimeOffset? LastReadingAt,
    [property: Id(14)] double Drift,
    [property: Id(15)] int ActiveAlerts);
