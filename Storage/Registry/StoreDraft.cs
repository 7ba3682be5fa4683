namespace RetailOrleans.Storage.Registry;

/// <summary>A store's settings as somebody wants them, validated.</summary>
/// <param name="Name">Shown to people.</param>
/// <param name="Code">Unique in the organization, whatever the case; null when it has none.</param>
/// <param name="Region">For grouping.</param>
/// <param name="TimeZone">IANA id.</param>
/// <param name="Capacity">People; null when it has none.</param>
/// <param name="OperatingHours">The contract's JSON; <c>{}</c> = always open.</param>
/// <param name="DayStart">Local start of the business day.</param>
/// <param name="IsActive">False: closed for good or not yet open.</param>
public sealed record StoreDraft(
    string Name, string? Code, string? Region, string TimeZone, int? Capacity, string OperatingHours, TimeOnly DayStart, bool IsActive);
