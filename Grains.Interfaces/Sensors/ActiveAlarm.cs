namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>An alarm that the device itself raises now. (Our own rules raise alerts.)</summary>
/// <param name="Name"><c>counter</c>, <c>region1_in</c>, <c>region1_out</c>, …</param>
/// <param name="Since">The first reading that had it raised without a break.</param>
[GenerateSerializer, Immutable, Alias("retail.ActiveAlarm")]
public sealed record ActiveAlarm(
    [property: Id(0)] string Name,
    [property: Id(1)] DateTimeOffset Since);
