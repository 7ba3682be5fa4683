using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Sensors;

namespace RetailOrleans.Grains.Interfaces.Stores;

/// <summary>One sensor in its store's status.</summary>
/// <param name="SensorId">Its identity.</param>
/// <param name="Name">As registered.</param>
/// <param name="Type">As registered.</param>
/// <param name="IsActive">False: switched off.</param>
/// <param name="LastSeenAt">Last contact; null = never.</param>
/// <param name="LastError">In plain words; null when the last contact was good.</param>
/// <param name="Health">When the status was taken.</param>
/// <param name="LatestPeople">Newest line crossings; null = none.</param>
/// <param name="LatestRegions">Newest regional counts; null = none.</param>
/// <param name="HourEntries">Persons in the store's current local hour.</param>
/// <param name="HourExits">Persons in the store's current local hour.</param>
/// <param name="HourAvgOccupancy">Mean over the current hour so far of this sensor's own running balance, floored at 0.</param>
/// <param name="Alarms">What the device raises now.</param>
/// <param name="ClockOffset">The device's clock minus ours; null = not known.</param>
[GenerateSerializer, Immutable, Alias("retail.SensorStatus")]
public sealed record SensorStatus(
    [property: Id(0)] Guid SensorId,
    [property: Id(1)] string Name,
    [property: Id(2)] string Type,
    [property: Id(3)] bool IsActive,
    [property: Id(4)] DateTimeOffset? LastSeenAt,
    [property: Id(5)] string? LastError,
    [property: Id(6)] SensorHealth Health,
    [property: Id(7)] LatestPeople? LatestPeople,
    [property: Id(8)] LatestRegions? LatestRegions,
    [property: Id(9)] long HourEntries,
    [property: Id(10)] long HourExits,
    [property: Id(11)] double HourAvgOccupancy,
    [property: Id(12)] ImmutableArray<ActiveAlarm> Alarms,
    [property: Id(30)] TimeSpan? ClockOffset = null);
