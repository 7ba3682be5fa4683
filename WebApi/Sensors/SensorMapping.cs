using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>From settings and live state to what a client sees.</summary>
internal static class SensorMapping
{
    private static readonly string[] LinesNotConfigured = ["lines_not_configured"];

    /// <summary>A sensor whose store has not reported it yet has no live status.</summary>
    public static SensorResponse ToResponse(this SensorSettings sensor, StoreSettings? store, SensorStatus? live) => new(
        sensor.SensorId, sensor.Name, sensor.Address, sensor.Port, sensor.Type, sensor.Location, sensor.TimeZone ?? store?.TimeZone ?? "UTC",
        sensor.StoreId, new StoreReference(sensor.StoreId, store?.Name ?? ""),
        SensorConfigJson.Write(sensor.Config, sensor.ProtectedSecret is not null), sensor.IsActive,
        live?.LastSeenAt ?? sensor.LastSeenAt, live is null ? sensor.LastError : live.LastError, HealthOf(sensor, live).NameOf(),
        [.. sensor.Config.Lines.IsEmpty ? LinesNotConfigured : [], .. LiveHealth.ClockNotices(live?.ClockOffset)], sensor.CreatedAt, sensor.UpdatedAt);

    private static SensorHealth HealthOf(SensorSettings sensor, SensorStatus? live) =>
        !sensor.IsActive ? SensorHealth.Inactive : live is null or { Health: SensorHealth.Inactive } ? SensorHealth.Unknown : live.Health;
}
