using System.Text.Json.Nodes;

namespace RetailOrleans.WebApi.Stores;

/// <summary>What of a store shall change; what is absent stays, null removes.</summary>
/// <param name="StoreId">Which store, where the path does not say it.</param>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Timezone">IANA id.</param>
/// <param name="Code">Up to 32 characters, unique in the organization.</param>
/// <param name="Region">For grouping.</param>
/// <param name="Capacity">People, 1 to 1,000,000.</param>
/// <param name="OperatingHours">Replaces all hours.</param>
/// <param name="DayStart">Local start of the business day, <c>HH:mm</c> on whole five minutes.</param>
/// <param name="IsActive">False: closed for good or not yet open.</param>
/// <param name="EffectiveFrom">From which instant's business day another zone, day start, capacity or hours apply, not in the future; default since the beginning.</param>
public sealed record StorePatch(
    Guid? StoreId = null, string? Name = null, string? Timezone = null, string? Code = null, string? Region = null, int? Capacity = null,
    JsonObject? OperatingHours = null, string? DayStart = null, bool? IsActive = null,
    DateTimeOffset? EffectiveFrom = null);
