using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RetailOrleans.WebApi.Paging;
using RetailOrleans.WebApi.Rollups;

namespace RetailOrleans.WebApi.Stores;

/// <summary>A store.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Name">Shown to people.</param>
/// <param name="Code">Unique in the organization; null when it has none.</param>
/// <param name="Region">For grouping; null when it has none.</param>
/// <param name="Timezone">IANA id.</param>
/// <param name="Capacity">People; null when it has none.</param>
/// <param name="OperatingHours">Intervals per weekday and exceptions; <c>{}</c> = always open.</param>
/// <param name="DayStart">Local start of the business day, <c>HH:mm</c>.</param>
/// <param name="IsActive">False: closed for good or not yet open.</param>
/// <param name="CreatedAt">Registration.</param>
/// <param name="UpdatedAt">Last change of settings.</param>
public sealed record StoreResponse(
    Guid Id, string Name, string? Code, string? Region, string Timezone, int? Capacity, JsonObject OperatingHours, string DayStart, bool IsActive,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>One store.</summary>
/// <param name="Store">As it is now.</param>
/// <param name="Recomputation">What a change has recomputed; absent when nothing is.</param>
public sealed record StoreAnswer(
    StoreResponse Store, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RecomputationResponse? Recomputation = null);

/// <summary>A part of the stores, newest first.</summary>
public sealed record StoreListAnswer(IReadOnlyList<StoreResponse> Stores, Pagination Pagination);
