using System.Collections.Immutable;

namespace RetailOrleans.Grains.Interfaces.Stores;

/// <summary>A store's sensors, each with its health and newest data, from live state.</summary>
/// <param name="StoreId">Its identity.</param>
/// <param name="StoreName">As registered.</param>
/// <param name="At">When this was taken.</param>
/// <param name="Sensors">By name.</param>
/// <param name="ActiveAlerts">Alerts of the store and its sensors that are raised and not over, newest first.</param>
[GenerateSerializer, Immutable, Alias("retail.StoreStatus")]
public sealed record StoreStatus(
    [property: Id(0)] Guid StoreId,
    [property: Id(1)] string StoreName,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] ImmutableArray<SensorStatus> Sensors,
    [property: Id(4)] ImmutableArray<ActiveAlert> ActiveAlerts);
