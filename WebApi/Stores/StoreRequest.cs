using System.Text.Json.Nodes;

namespace RetailOrleans.WebApi.Stores;

/// <summary>A store to be registered.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Timezone">IANA id, e.g. Europe/Lisbon.</param>
/// <param name="Code">Up to 32 characters, unique in the organization.</param>
/// <param name="Region">For grouping.</param>
/// <param name="Capacity">People, 1 to 1,000,000.</param>
/// <param name="OperatingHours">Intervals per weekday and exceptions; default <c>{}</c>, always open.</param>
/// <param name="DayStart">Local start of the business day, <c>HH:mm</c> on whole five minutes; default 00:00.</param>
/// <param name="IsActive">Default true.</param>
public sealed record StoreRequest(
    string Name, string Timezone, string? Code = null, string? Region = null, int? Capacity = null, JsonObject? OperatingHours = null,
    string? DayStart = null, bool? IsActive = null);
