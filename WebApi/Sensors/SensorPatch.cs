using System.Text.Json.Nodes;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>What of a sensor shall change; what is absent stays.</summary>
/// <param name="SensorId">Which sensor, where the path does not say it.</param>
/// <param name="SensorName">1 to 200 characters, unique in the organization.</param>
/// <param name="SensorIp">IP or host name, without a port.</param>
/// <param name="SensorPort">1 to 65,535.</param>
/// <param name="StoreId">Moves it from the start of the new store's business day on.</param>
/// <param name="SensorType">Which connector speaks to it.</param>
/// <param name="IsActive">False: switched off.</param>
/// <param name="Location">Free text; null removes it.</param>
/// <param name="Timezone">IANA id; null is the store's.</param>
/// <param name="Config">A JSON merge patch (RFC 7396); an absent password stays.</param>
/// <param name="EffectiveFrom">From which instant's business day other lines apply, not in the future; default since the beginning, as most such changes correct a mistake.</param>
public sealed record SensorPatch(
    Guid? SensorId = null, string? SensorName = null, string? SensorIp = null, int? SensorPort = null, Guid? StoreId = null,
    string? SensorType = null, bool? IsActive = null, string? Location = null, string? Timezone = null, JsonObject? Config = null,
    DateTimeOffset? EffectiveFrom = null);
