using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace RetailOrleans.Unit.Tests.Calendar;

/// <summary>A zone and an instant in it; every second one within three hours of a change of that zone's clocks.</summary>
public sealed record ZonedMoment(string Zone, DateTimeOffset Instant);

public static class Instants
{
    public static readonly string[] Zones = ["Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];

    private static readonly DateTimeOffset First = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2060, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Arbitrary<ZonedMoment> Moments()
    {
        var anywhere = Gen.Choose(0, (int)(Last - First).TotalMinutes).Select(minutes => First.AddMinutes(minutes));
        return (from zone in Gen.Elements(Zones)
                from anyTime in anywhere
                from nearChange in Gen.Elements(true, false)
                from seconds in Gen.Choose(-3 * 3600, 3 * 3600)
                select new ZonedMoment(zone, nearChange ? NextChange(zone, anyTime).AddSeconds(seconds) : anyTime)).ToArbitrary();
    }

    private static DateTimeOffset NextChange(string zone, DateTimeOffset after)
    {
        var interval = DateTimeZoneProviders.Tzdb[zone].GetZoneInterval(Instant.FromDateTimeOffset(after));
        return interval.HasEnd ? interval.End.ToDateTimeOffset() : after;
    }
}
