using System.Collections.Immutable;
using NodaTime;

namespace RetailOrleans.Calendar;

/// <summary>Device-local wall clocks to instants and back, by IANA rules on both sides.</summary>
public static class WallClock
{
    /// <summary>
    /// Every instant at which a clock in <paramref name="ianaZone"/> shows <paramref name="local"/>: none in a spring gap, two in the
    /// autumn repeat (the earlier first), else one. The kind of <paramref name="local"/> is ignored; results are UTC.
    /// </summary>
    /// <exception cref="ArgumentException">The zone is not an IANA identifier.</exception>
    public static ImmutableArray<DateTimeOffset> Candidates(DateTime local, string ianaZone)
    {
        var mapping = TimeZones.Get(ianaZone).MapLocal(LocalDateTime.FromDateTime(local));
        return mapping.Count switch
        {
            0 => [],
            1 => [Utc(mapping.Single())],
            _ => [Utc(mapping.First()), Utc(mapping.Last())],
        };
    }

    /// <summary>What a clock in <paramref name="ianaZone"/> shows at <paramref name="instant"/>; the kind is Unspecified.</summary>
    /// <exception cref="ArgumentException">The zone is not an IANA identifier.</exception>
    public static DateTime ToLocal(DateTimeOffset instant, string ianaZone) =>
        Instant.FromDateTimeOffset(instant).InZone(TimeZones.Get(ianaZone)).ToDateTimeUnspecified();

    /// <summary>
    /// The first instant at which a clock in <paramref name="ianaZone"/> shows <paramref name="local"/> or, where the clock jumps over it,
    /// the end of the jump. UTC.
    /// </summary>
    /// <exception cref="ArgumentException">The zone is not an IANA identifier.</exception>
    public static DateTimeOffset FirstAtOrAfter(DateTime local, string ianaZone) => FirstAtOrAfter(local, TimeZones.Get(ianaZone));

    internal static DateTimeOffset FirstAtOrAfter(DateTime local, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(LocalDateTime.FromDateTime(local));
        return (mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant()).ToDateTimeOffset();
    }

    private static DateTimeOffset Utc(ZonedDateTime zoned) => zoned.ToInstant().ToDateTimeOffset();
}
