namespace RetailOrleans.Grains.Interfaces.Settings;

/// <summary>Settings that a store had before a change, as far as its past numbers depend on them.</summary>
/// <param name="Until">The first business day that they no longer held on.</param>
/// <param name="TimeZone">IANA id.</param>
/// <param name="DayStart">Local start of the business day.</param>
/// <param name="Capacity">People; null when it had none.</param>
/// <param name="OperatingHours">The contract's JSON; <c>{}</c> = always open.</param>
public sealed record StoreVersion(DateOnly Until, string TimeZone, TimeOnly DayStart, int? Capacity, string OperatingHours);
