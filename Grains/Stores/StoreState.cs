using System.Collections.Immutable;
using System.Text.Json;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Counting;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Storage.Baselines;

namespace RetailOrleans.Grains.Stores;

/// <summary>One store's live state: a function of its sensors' snapshots, its baselines, its settings and the clock, which is a parameter.</summary>
internal sealed class StoreState(
    StoreSettings settings, StoreCalendar calendar, IEnumerable<SensorSnapshot> sensors, params ImmutableArray<OccupancyBaseline> baselines)
{
    private readonly SortedDictionary<Guid, SensorSnapshot> _sensors = new(sensors.ToDictionary(sensor => sensor.SensorId));

    public StoreSettings Settings => settings;

    public StoreCalendar Calendar => calendar;

    /// <summary>When the store is open.</summary>
    public OperatingHours Hours { get; } =
        OperatingHours.TryParse(JsonDocument.Parse(settings.OperatingHours).RootElement, out var hours, out _) ? hours : OperatingHours.Always;

    public IReadOnlyCollection<SensorSnapshot> Sensors => _sensors.Values;

    /// <summary>Takes a sensor's newer state. Another store's sensor, an unknown one or an older state changes nothing.</summary>
    public bool Accept(SensorSnapshot snapshot)
    {
        if (snapshot.StoreId != settings.StoreId || !_sensors.TryGetValue(snapshot.SensorId, out var known) || known.Version >= snapshot.Version)
        {
            return false;
        }

        _sensors[snapshot.SensorId] = snapshot;
        return true;
    }

    public StoreLive Live(long version, DateTimeOffset now, int activeAlerts = 0)
    {
        var day = calendar.DayOf(now);
        var today = _sensors.Values.Where(sensor => sensor.Day == day.Date).ToArray();
        var slots = day.SlotOf(now) + 1;
        var curve = OccupancyCurve.Of(Flow(today, day), slots, Baselines(day));
        var (peak, peakSlot) = curve.Peak(0, slots);
        var entries = today.Sum(sensor => sensor.Entries);
        return new StoreLive(
            settings.StoreId, settings.OrganizationId, version, now, curve.PeopleAt(slots - 1), settings.Capacity,
            entries, today.Sum(sensor => sensor.Exits), today.Sum(sensor => sensor.Passing),
            peak, peak > 0 ? day.SlotStart(peakSlot) : null, [.. today.SelectMany(sensor => sensor.Regions)],
            Tally(now), _sensors.Values.Max(sensor => sensor.LastReadingAt), curve.Drift(0, slots), activeAlerts);
    }

    public StoreStatus Status(DateTimeOffset now, params IEnumerable<ActiveAlert> alerts)
    {
        var day = calendar.DayOf(now);
        var hour = day.HourIndexOf(now);
        var firstSlot = day.SlotOf(day.Hours[hour].Start);
        var slots = day.SlotOf(now) + 1;
        return new StoreStatus(
            settings.StoreId, settings.Name, now,
            [.. _sensors.Values.OrderBy(sensor => sensor.Name, StringComparer.Ordinal).Select(sensor =>
            {
                var isToday = sensor.Day == day.Date;
                return new SensorStatus(
                    sensor.SensorId, sensor.Name, sensor.Type, sensor.IsActive, sensor.LastSeenAt, sensor.LastError, HealthRule.Of(sensor, now),
                    sensor.LatestPeople, sensor.LatestRegions,
                    isToday ? sensor.HourEntries[hour] : 0, isToday ? sensor.HourExits[hour] : 0,
                    isToday ? OccupancyCurve.Of(Flow([sensor], day), slots).Mean(firstSlot, slots) : 0, sensor.Alarms, sensor.ClockOffset);
            })],
            [.. alerts.OrderByDescending(alert => alert.TriggeredAt)]);
    }

    /// <summary>The highest occupancy of an hour of the day that runs, as far as it is over.</summary>
    public int PeakOccupancy(BusinessDay day, int hour, DateTimeOffset now)
    {
        var end = Math.Min(hour + 1 < day.Hours.Length ? day.SlotOf(day.Hours[hour + 1].Start) : day.SlotCount, day.SlotOf(now) + 1);
        var curve = OccupancyCurve.Of(Flow([.. _sensors.Values.Where(sensor => sensor.Day == day.Date)], day), end, Baselines(day));
        return curve.Peak(day.SlotOf(day.Hours[hour].Start), end).People;
    }

    /// <summary>Since when the store has been open without a break; null when it is closed.</summary>
    public DateTimeOffset? OpenSince(DateTimeOffset now)
    {
        foreach (var (open, close) in Hours.Intervals(calendar.DayOf(now), calendar))
        {
            if (now >= open && now < close)
            {
                return open;
            }
        }

        return null;
    }

    /// <summary>Whether a watcher would see a difference; that time has passed is none.</summary>
    public static bool Differs(StoreLive a, StoreLive b) =>
        !a.Regions.AsSpan().SequenceEqual(b.Regions.AsSpan())
        || a with { Version = 0, At = default, Regions = [] } != b with { Version = 0, At = default, Regions = [] };

    private static long[] Flow(IReadOnlyList<SensorSnapshot> sensors, BusinessDay day)
    {
        var flow = new long[day.SlotCount];
        foreach (var sensor in sensors)
        {
            for (var i = 0; i < sensor.Flow.Length; i++)
            {
                flow[sensor.FlowFirstSlot + i] += sensor.Flow[i];
            }
        }

        return flow;
    }

    private SlotBaseline[] Baselines(BusinessDay day) => baselines.IsDefaultOrEmpty ? [] : SlotBaseline.Of(day, baselines);

    private SensorTally Tally(DateTimeOffset now)
    {
        Span<int> count = stackalloc int[5];
        foreach (var sensor in _sensors.Values)
        {
            count[(int)HealthRule.Of(sensor, now)]++;
        }

        return new SensorTally(
            _sensors.Count, count[(int)SensorHealth.Healthy], count[(int)SensorHealth.Warning], count[(int)SensorHealth.Error],
            count[(int)SensorHealth.Inactive], count[(int)SensorHealth.Unknown]);
    }
}
