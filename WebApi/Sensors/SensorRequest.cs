using System.Text.Json.Nodes;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>A sensor to be registered.</summary>
/// <param name="SensorName">1 to 200 characters, unique in the organization.</param>
/// <param name="SensorIp">IP or host name, without a port.</param>
/// <param name="SensorPort">1 to 65,535.</param>
/// <param name="StoreId">Its store.</param>
/// <param name="SensorType">Which connector speaks to it; default milesight_people_counter.</param>
/// <param name="IsActive">Default true.</param>
/// <param name="Location">Free text.</param>
/// <param name="Timezone">IANA id of its wall clock; default the store's.</param>
/// <param name="Config">connection, collection, data_mapping, lines, regions.</param>
public sealed record SensorRequest(
    string SensorName, string SensorIp, int SensorPort, Guid StoreId,
    string? SensorType = null, bool? IsActive = null, string? Location = null, string? Timezone = null, JsonObject? Config = null);
