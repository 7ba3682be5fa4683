using System.Collections.Immutable;

namespace RetailOrleans.Grains.Interfaces.Settings;

/// <summary>One store.</summary>
/// <param name="OrganizationId">Its tenant.</param>
/// <param name="StoreId">Its identity.</param>
/// <param name="Name">Shown to people.</param>
/// <param name="Code">Unique in its organization; null when it has none.</param>
/// <param name="Region">For grouping; null when it has none.</param>
/// <param name="TimeZone">IANA id.</param>
/// <param name="Capacity">People; null when it has none.</param>
/// <param name="OperatingHours">The contract's JSON; <c>{}</c> = always open.</param>
/// <param name="DayStart">Local start of the business day.</param>
/// <param name="IsActive">False: closed for good or not yet open.</param>
/// <param name="CreatedAt">Registration.</param>
/// <param name="UpdatedAt">Last change of settings.</param>
/// <param name="Revision">Rises with every change of settings.</param>
public sealed record StoreSettings(
    Guid OrganizationId, Guid StoreId, string Name, string? Code, string? Region, string TimeZone, int? Capacity,
    string OperatingHours, TimeOnly DayStart, bool IsActive, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Revision)
{
    /// <summary>What it was on business days that are over, the oldest first; empty when its settings hold since the beginning.</summary>
    public ImmutableArray<StoreVersion> Before { get; init; } = [];
}
