namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>A device's own counters over all its lines, with passing traffic: fresher than its hours, and no entries.</summary>
/// <param name="At">When they were read.</param>
/// <param name="In">People in since the device's reset.</param>
/// <param name="Out">People out since the device's reset.</param>
/// <param name="ResetAt">When they were first read after they had dropped: a new count began, nobody left. Null = not seen yet.</param>
[GenerateSerializer, Immutable, Alias("retail.DeviceCounters")]
public sealed record DeviceCounters(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] long In,
    [property: Id(2)] long Out,
    [property: Id(3)] DateTimeOffset? ResetAt = null)
{
    /// <summary>These counters as they follow others. A value that is lower than before means that the device began anew.</summary>
    public DeviceCounters After(DeviceCounters? before) => before switch
    {
        null => this,
        _ when In < before.In || Out < before.Out => this with { ResetAt = At },
        _ => this with { ResetAt = before.ResetAt },
    };
}
