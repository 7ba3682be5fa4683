using System.Text.Json.Nodes;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>Settings of a sensor to be tried out: those of a registration, or of a change when <paramref name="SensorId"/> names what would change.</summary>
/// <param name="SensorIp">IP or host name, without a port.</param>
/// <param name="SensorPort">1 to 65,535.</param>
/// <param name="StoreId">Its store.</param>
/// <param name="SensorId">A registered sensor; what is not given is as it has it, its stored password too.</param>
/// <param name="SensorName">May be left out.</param>
/// <param name="SensorType">Which connector speaks to it; default as for a registration.</param>
/// <param name="IsActive">Means nothing here.</param>
/// <param name="Location">Means nothing here.</param>
/// <param name="Timezone">IANA id of its wall clock; default the store's.</param>
/// <param name="Config">connection, collection, data_mapping, lines, regions.</param>
public sealed record SensorTrialRequest(
    string? SensorIp = null, int? SensorPort = null, Guid? StoreId = null, Guid? SensorId = null, string? SensorName = null,
    string? SensorType = null, bool? IsActive = null, string? Location = null, string? Timezone = null, JsonObject? Config = null);
