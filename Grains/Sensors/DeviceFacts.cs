using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Sensors;

namespace RetailOrleans.Grains.Sensors;

/// <summary>What a device's answers told of itself. Immutable; not stored, the next poll tells it again.</summary>
/// <param name="ClockOffset">Its clock minus ours; null = not known.</param>
/// <param name="Counters">Its own counters; null = not known.</param>
public sealed record DeviceFacts(TimeSpan? ClockOffset, DeviceCounters? Counters)
{
    public static DeviceFacts Unknown { get; } = new(null, null);

    /// <summary>Whether somebody should set its clock.</summary>
    public bool IsClockOff => ClockOffset is { } offset && DeviceClock.IsOff(offset);

    /// <summary>The facts after a poll; one without an answer changes nothing.</summary>
    /// <param name="report">What the poll brought.</param>
    /// <param name="offset">What is known of the clock from it.</param>
    public DeviceFacts After(PollReport report, TimeSpan? offset) =>
        report.Answered ? new DeviceFacts(offset, report.Counters?.After(Counters) ?? Counters) : this;
}
