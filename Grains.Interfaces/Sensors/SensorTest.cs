using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>What a device said when somebody asked whether it works. Nothing of it was stored.</summary>
/// <param name="Success">Its counts can be read.</param>
/// <param name="ResponseTime">From the first request to the last byte.</param>
/// <param name="Details">What the device told of itself, by name.</param>
/// <param name="Capabilities">The kinds of data that it gave.</param>
/// <param name="Data">Its readings of the last hour.</param>
/// <param name="Counters">Its counters since its own reset; null when it has none.</param>
/// <param name="ClockOffset">Its clock minus ours; null when it does not tell.</param>
/// <param name="ProblemCode">For programs: the kind of fault in snake_case; null when there is no problem.</param>
/// <param name="Problem">What is wrong and what to try, in plain words; null when nothing is.</param>
[GenerateSerializer, Immutable, Alias("retail.SensorTest")]
public sealed record SensorTest(
    [property: Id(0)] bool Success,
    [property: Id(1)] TimeSpan ResponseTime,
    [property: Id(2)] ImmutableSortedDictionary<string, string> Details,
    [property: Id(3)] ImmutableArray<string> Capabilities,
    [property: Id(4)] ReadingBatch Data,
    [property: Id(5)] DeviceCounters? Counters,
    [property: Id(6)] TimeSpan? ClockOffset,
    [property: Id(7)] string? ProblemCode,
    [property: Id(8)] string? Problem);
