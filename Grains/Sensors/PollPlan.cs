using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Scheduling;

namespace RetailOrleans.Grains.Sensors;

/// <summary>What a sensor's polling goes by, from one change of settings to the next.</summary>
/// <param name="State">The live state: settings, schedule, and the newest reading.</param>
/// <param name="DeviceDays">The dates of the device's own clock.</param>
internal sealed record PollPlan(SensorState State, StoreCalendar DeviceDays)
{
    public SensorSettings Settings => State.Settings;

    public PollSchedule Schedule => State.Schedule;

    /// <summary>As registered: a zone that nobody knows is for the connector to complain about.</summary>
    public string ZoneId => Settings.TimeZone ?? DeviceDays.ZoneId;
}
