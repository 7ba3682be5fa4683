using System.Collections.Immutable;

namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>What a watcher of one sensor sees: a whole state with a version that rises for as long as the sensor exists.</summary>
/// <param name="SensorId">Its identity.</param>
/// <param name="StoreId">Its store.</param>
/// <param name="Version">Below 2^53, rising also over a failover.</param>
/// <param name="At">When this state was taken.</param>
/// <param name="Health">At that instant.</param>
/// <param name="LastSeenAt">Last contact; null = never.</param>
/// <param name="LastError">In plain words; null when the last contact was good.</param>
/// <param name="EntriesToday">Persons in the current business day.</param>
/// <param name="ExitsToday">Persons in the current business day.</param>
/// <param name="HourEntries">Persons in the current local hour.</param>
/// <param name="HourExits">Persons in the current local hour.</param>
/// <param name="Lines">Each line that counted today or is configured.</param>
/// <param name="Regions">Each region that has a number.</param>
/// <param name="Alarms">What the device raises now.</param>
/// <param name="Notices">Codes of what the integrator should look at, e.g. <c>lines_not_configured</c>.</param>
/// <param name="ClockOffset">The device's clock minus ours; null = not known.</param>
/// <param name="Counters">The device's own counters; null = not known.</param>
[GenerateSerializer, Immutable, Alias("retail.SensorLive")]
public sealed record SensorLive(
    [property: Id(0)] Guid SensorId,
    [property: Id(1)] Guid StoreId,
    [property: Id(2)] long Version,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] SensorHealth Health,
    [property: Id(5)] DateTimeOffset? LastSeenAt,
    [property: Id(6)] string? LastError,
    [property: Id(7)] long EntriesToday,
    [property: Id(8)] long ExitsToday,
    [property: Id(9)] int HourEntries,
    [property: Id(10)] int HourExits,
    [property: Id(11)] ImmutableArray<LineToday> Lines,
    [property: Id(12)] ImmutableArray<RegionNow> Regions,
    [property: Id(13)] ImmutableArray<ActiveAlarm> Alarms,
    [property: Id(14)] ImmutableArray<string> Notices,
    [property: Id(20)] TimeSpan? ClockOffset = null,
    [property: Id(21)] DeviceCounters? Counters = null);
