using NodaTime;
using NodaTime.TimeZones;

namespace RetailOrleans.Calendar;

/// <summary>The time zones that the system accepts: the identifiers of the IANA database, compiled into NodaTime, the same on every machine.</summary>
public static class TimeZones
{
    /// <summary>Whether <paramref name="ianaId"/> is an IANA zone such as <c>Europe/Lisbon</c> or <c>UTC</c>. Case matters; Windows names and offsets are not known.</summary>
    public static bool IsKnown(string ianaId) =>
        ianaId is not null && TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(ianaId);

    internal static DateTimeZone Get(string ianaId) =>
        IsKnown(ianaId)
            ? DateTimeZoneProviders.Tzdb[ianaId]
            : throw new ArgumentException(
                $"'{ianaId}' is not an IANA time zone. Use an identifier such as 'Europe/Lisbon' or 'America/New_York'; case matters.",
                nameof(ianaId));
}
