using RetailOrleans.Calendar;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Storage.Patterns;

/// <summary>A counted hour where it belongs in a store's week.</summary>
/// <param name="LocalStart">What the store's clock shows at its start.</param>
/// <param name="Entries">Persons.</param>
public readonly record struct PatternHour(DateTime LocalStart, long Entries)
{
    /// <summary>The hours that say something: over by <paramref name="now"/>, and counted well.</summary>
    public static IEnumerable<PatternHour> Of(IEnumerable<HourCount> hours, string ianaZone, DateTimeOffset now) =>
        from hour in hours
        where hour.End <= now && hour.IsWellCounted
        select new PatternHour(WallClock.ToLocal(hour.Start, ianaZone), hour.Entries);
}
