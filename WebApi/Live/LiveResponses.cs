using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.WebApi.Sensors;

namespace RetailOrleans.WebApi.Live;

/// <summary>A store's live state: whole, with a version that rises for as long as the store exists.</summary>
public sealed record StoreLiveResponse(
    Guid StoreId, long Version, DateTimeOffset At, int Occupancy, int? Capacity, double? Utilization, long EntriesToday, long ExitsToday,
    long PassingToday, double? CaptureRateToday, PeakResponse PeakToday, IReadOnlyList<RegionResponse> Regions, SensorTallyResponse Sensors,
    int ActiveAlerts, DateTimeOffset? LastReadingAt, double Drift)
{
    internal static StoreLiveResponse Of(StoreLive live) => new(
        live.StoreId, live.Version, live.At, live.Occupancy, live.Capacity,
        live.Capacity is { } capacity ? Math.Round(live.Occupancy / (double)capacity, 4) : null,
        live.EntriesToday, live.ExitsToday, live.PassingToday, Rates.Capture(live.EntriesToday, live.PassingToday),
        new PeakResponse(live.PeakOccupancy, live.PeakAt), RegionResponse.Of(live.Regions), SensorTallyResponse.Of(live.Sensors), live.ActiveAlerts,
        live.LastReadingAt, Math.Round(live.Drift, 2));
}

/// <summary>The day's highest occupancy so far.</summary>
public sealed record PeakResponse(int Occupancy, DateTimeOffset? At);

/// <summary>A region's number now: people present, or visits today.</summary>
public sealed record RegionResponse(int Region, string Name, long Count)
{
    internal static IReadOnlyList<RegionResponse> Of(ImmutableArray<RegionNow> regions) =>
        [.. regions.Select(region => new RegionResponse(region.Region, region.Name, region.Count))];
}

/// <summary>Sensors by health.</summary>
public sealed record SensorTallyResponse(int Total, int Healthy, int Warning, int Error, int Inactive, int Unknown)
{
    internal static SensorTallyResponse Of(SensorTally tally) =>
        new(tally.Total, tally.Healthy, tally.Warning, tally.Error, tally.Inactive, tally.Unknown);

    internal static SensorTallyResponse Sum(IEnumerable<SensorTally> tallies) => tallies.Aggregate(
        new SensorTallyResponse(0, 0, 0, 0, 0, 0),
        (sum, t) => new SensorTallyResponse(
            sum.Total + t.Total, sum.Healthy + t.Healthy, sum.Warning + t.Warning, sum.Error + t.Error, sum.Inactive + t.Inactive, sum.Unknown + t.Unknown));
}

/// <summary>Totals over the stores that the token may see.</summary>
public sealed record OrganizationLiveResponse(
    Guid OrganizationId, long Version, DateTimeOffset At, int Stores, long Occupancy, long EntriesToday, long ExitsToday, long PassingToday,
    double? CaptureRateToday, SensorTallyResponse Sensors, int ActiveAlerts, DateTimeOffset? LastReadingAt)
{
    /// <summary>The version is the instant in milliseconds: it rises on whichever silo the sum is made.</summary>
    internal static OrganizationLiveResponse Of(Guid organizationId, IReadOnlyCollection<StoreLive> stores, DateTimeOffset now)
    {
        var entries = stores.Sum(store => store.EntriesToday);
        var passing = stores.Sum(store => store.PassingToday);
        return new OrganizationLiveResponse(
            organizationId, now.ToUnixTimeMilliseconds(), now, stores.Count, stores.Sum(store => (long)store.Occupancy), entries,
            stores.Sum(store => store.ExitsToday), passing, Rates.Capture(entries, passing), SensorTallyResponse.Sum(stores.Select(store => store.Sensors)),
            stores.Sum(store => store.ActiveAlerts), stores.Max(store => store.LastReadingAt));
    }
}

/// <summary>A sensor's live state: whole, with a version that rises for as long as the sensor exists.</summary>
public sealed record SensorLiveResponse(
    Guid SensorId, Guid StoreId, long Version, DateTimeOffset At, string Health, DateTimeOffset? LastSeenAt, string? LastError,
    InOutResponse Today, EntriesExitsResponse CurrentHour, IReadOnlyList<LineResponse> Lines, IReadOnlyList<RegionResponse> Regions,
    IReadOnlyList<AlarmResponse> Alarms, IReadOnlyList<string> Notices, double? ClockOffsetSeconds, CountersResponse? DeviceCounters)
{
    internal static SensorLiveResponse Of(SensorLive live) => new(
        live.SensorId, live.StoreId, live.Version, live.At, live.Health.NameOf(), live.LastSeenAt, live.LastError,
        new InOutResponse(live.EntriesToday, live.ExitsToday), new EntriesExitsResponse(live.HourEntries, live.HourExits),
        [.. live.Lines.Select(line => new LineResponse(line.Line, line.Name, line.Type, line.In, line.Out))],
        RegionResponse.Of(live.Regions), [.. live.Alarms.Select(alarm => new AlarmResponse(alarm.Name, alarm.Since))], live.Notices,
        LiveHealth.Seconds(live.ClockOffset), live.Counters is { } counters ? new CountersResponse(counters.In, counters.Out, counters.At, counters.ResetAt) : null);
}

/// <summary>Persons.</summary>
public sealed record InOutResponse(long In, long Out);

/// <summary>Persons.</summary>
public sealed record EntriesExitsResponse(long Entries, long Exits);

/// <summary>One line's crossings today, after inversion.</summary>
public sealed record LineResponse(int Line, string Name, string Type, long InToday, long OutToday);

/// <summary>The device's own counters over all its lines, with passing traffic, since its own reset.</summary>
/// <param name="In">People in.</param>
/// <param name="Out">People out.</param>
/// <param name="At">When they were read.</param>
/// <param name="ResetAt">When they were first seen to have begun anew; null = not seen yet.</param>
public sealed record CountersResponse(long In, long Out, DateTimeOffset At, DateTimeOffset? ResetAt);

/// <summary>An alarm that the device raises.</summary>
public sealed record AlarmResponse(string Name, DateTimeOffset Since);
