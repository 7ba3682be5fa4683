using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>A sensor.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="SensorName">Unique in the organization.</param>
/// <param name="SensorIp">IP or host name.</param>
/// <param name="SensorPort">1 to 65,535.</param>
/// <param name="SensorType">Which connector speaks to it.</param>
/// <param name="Location">Free text.</param>
/// <param name="Timezone">IANA id of its wall clock.</param>
/// <param name="StoreId">Its store.</param>
/// <param name="Store">Its store.</param>
/// <param name="Config">With every default filled in; <c>password_set</c> instead of a secret.</param>
/// <param name="IsActive">False: switched off.</param>
/// <param name="LastSeenAt">Last contact; null = never.</param>
/// <param name="LastError">What went wrong at the last contact; null when nothing did.</param>
/// <param name="Health">healthy, warning, error, inactive or unknown.</param>
/// <param name="Notices">Codes of what the integrator should look at, e.g. <c>lines_not_configured</c>.</param>
/// <param name="CreatedAt">Registration.</param>
/// <param name="UpdatedAt">Last change of settings.</param>
public sealed record SensorResponse(
    Guid Id, string SensorName, string SensorIp, int SensorPort, string SensorType, string? Location, string Timezone, Guid StoreId,
    StoreReference Store, JsonObject Config, bool IsActive, DateTimeOffset? LastSeenAt, string? LastError, string Health,
    IReadOnlyList<string> Notices, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>A store by id and name.</summary>
public sealed record StoreReference(Guid Id, string Name);

/// <summary>One sensor.</summary>
/// <param name="Sensor">As it is now.</param>
/// <param name="Warnings">What of an older form of configuration means nothing here; absent where nothing was sent.</param>
public sealed record SensorAnswer(
    SensorResponse Sensor, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Warnings);

/// <summary>A part of the sensors, newest first.</summary>
public sealed record SensorListAnswer(IReadOnlyList<SensorResponse> Sensors, Pagination Pagination);
