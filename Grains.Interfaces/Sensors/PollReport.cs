using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>What one poll of a device brought, on its way back into the sensor's own turn.</summary>
/// <param name="StartedAt">When the device was asked.</param>
/// <param name="Answered">Whether the device gave anything usable; a failed poll brings no readings, never zeros.</param>
/// <param name="Batch">The readings.</param>
/// <param name="Error">What went wrong, in plain words; null when nothing did.</param>
/// <param name="Revision">The settings that the poll was made with; an older one's result is dropped.</param>
/// <param name="Collected">Whether the counts of the whole window were given, be it that there are none.</param>
/// <param name="Trouble">Whether the device should be given a rest.</param>
/// <param name="IsCatchUp">Whether it was about the past; then its errors say nothing about the device now.</param>
/// <param name="ClockOffset">The device's clock minus ours; null when it does not tell.</param>
/// <param name="Counters">The device's own counters; null when it was not asked or has none.</param>
/// <param name="Picture">Where people were; null when it was not asked or has none.</param>
[GenerateSerializer, Immutable, Alias("retail.PollReport")]
public sealed record PollReport(
    [property: Id(0)] DateTimeOffset StartedAt,
    [property: Id(1)] bool Answered,
    [property: Id(2)] ReadingBatch Batch,
    [property: Id(3)] string? Error,
    [property: Id(4)] long Revision,
    [property: Id(10)] bool Collected,
    [property: Id(11)] PollTrouble Trouble,
    [property: Id(12)] bool IsCatchUp,
    [property: Id(20)] TimeSpan? ClockOffset = null,
    [property: Id(21)] DeviceCounters? Counters = null,
    [property: Id(22)] SpaceHeatmap? Picture = null);
