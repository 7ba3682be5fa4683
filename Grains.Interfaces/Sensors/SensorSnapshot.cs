using System.Collections.Immutable;

namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>
/// All that a store needs to know of one of its sensors: a whole state, not a difference. Of two snapshots the one with the
/// higher version holds; a lost or doubled one does no harm.
/// </summary>
/// <param name="SensorId">Its identity.</param>
/// <param name="StoreId">The store that it reports to.</param>
/// <param name="Version">Rises for as long as the sensor exists, below 2^53.</param>
/// <param name="Name">As registered.</param>
/// <param name="Type">As registered.</param>
/// <param name="IsActive">False: switched off.</param>
/// <param name="CreatedAt">Registration.</param>
/// <param name="Interval">Its collection interval, the yardstick of lateness.</param>
/// <param name="LastSeenAt">Last contact; null = never.</param>
/// <param name="LastError">What went wrong at the last contact, in plain words; null when nothing did.</param>
/// <param name="Day">The business day that the numbers of today belong to.</param>
/// <param name="Entries">Today, persons.</param>
/// <param name="Exits">Today, persons.</param>
/// <param name="Passing">Today, persons.</param>
/// <param name="FlowFirstSlot">The 5-minute slot of the day that <paramref name="Flow"/> begins with.</param>
/// <param name="Flow">Net flow per slot in millionths of a person, without the empty slots at both ends.</param>
/// <param name="HourEntries">Entries per local hour of the day, in order.</param>
/// <param name="HourExits">Exits per local hour of the day, in order.</param>
/// <param name="LatestPeople">Newest line crossings; null = none.</param>
/// <param name="LatestRegions">Newest regional counts; null = none.</param>
/// <param name="Regions">Each region's number now.</param>
/// <param name="Alarms">What the device raises now.</param>
/// <param name="LastReadingAt">Up to when the newest reading of any kind tells.</param>
/// <param name="LinesConfigured">False: every line counts as an entrance until somebody says otherwise.</param>
/// <param name="ClockOffset">The device's clock minus ours; null = not known.</param>
/// <param name="HourPassing">Passing traffic per local hour of the day, in order; empty = nobody passed.</param>
[GenerateSerializer, Immutable, Alias("retail.SensorSnapshot")]
public sealed record SensorSnapshot(
    [property: Id(0)] Guid SensorId,
    [property: Id(1)] Guid StoreId,
    [property: Id(2)] long Version,
    [property: Id(3)] string Name,
    [property: Id(4)] string Type,
    [property: Id(5)] bool IsActive,
    [property: Id(6)] DateTimeOffset CreatedAt,
    [property: Id(7)] TimeSpan Interval,
    [property: Id(8)] DateTimeOffset? LastSeenAt,
    [property: Id(9)] string? LastError,
    [property: Id(10)] DateOnly Day,
    [property: Id(11)] long Entries,
    [property: Id(12)] long Exits,
    [property: Id(13)] long Passing,
    [property: Id(14)] int FlowFirstSlot,
    [property: Id(15)] ImmutableArray<long> Flow,
    [property: Id(16)] ImmutableArray<int> HourEntries,
    [property: Id(17)] ImmutableArray<int> HourExits,
    [property: Id(18)] LatestPeople? LatestPeople,
    [property: Id(19)] LatestRegions? LatestRegions,
    [property: Id(20)] ImmutableArray<RegionNow> Regions,
    [property: Id(21)] ImmutableArray<ActiveAlarm> Alarms,
    [property: Id(22)] DateTimeOffset? LastReadingAt,
    [property: Id(23)] bool LinesConfigured,
    [property: Id(40)] TimeSpan? ClockOffset = null,
    [property: Id(41)] ImmutableArray<int> HourPassing = default);
