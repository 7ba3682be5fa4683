using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Sensors;

/// <summary>One poll to be made.</summary>
/// <param name="Sensor">Whom to ask, and how.</param>
/// <param name="ZoneId">The device's own wall clock.</param>
/// <param name="Window">The stretch to ask for; a live poll's ends when it is made.</param>
/// <param name="Lane">Against which bound it counts.</param>
/// <param name="DueAt">When it should be made.</param>
public sealed record PollQuestion(SensorSettings Sensor, string ZoneId, Stretch Window, PollLane Lane, DateTimeOffset DueAt)
{
    /// <summary>Whether it is about the past.</summary>
    public bool IsCatchUp => Lane == PollLane.CatchUp;
}
