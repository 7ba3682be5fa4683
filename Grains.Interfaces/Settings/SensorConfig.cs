using System.Collections.Immutable;

namespace RetailOrleans.Grains.Interfaces.Settings;

/// <summary>A sensor's configuration as the contract's <c>config</c> has it, without its secret, with defaults filled in.</summary>
/// <param name="Connection">How the device is reached.</param>
/// <param name="Collection">Whether and how often it is polled.</param>
/// <param name="DataMapping">What the device can tell.</param>
/// <param name="Lines">By key <c>line1</c>…<c>line16</c>. Empty: every line counts as an entrance. Else an unlisted line is ignored.</param>
/// <param name="Regions">By key <c>region1</c>…<c>region16</c>.</param>
public sealed record SensorConfig(
    ConnectionConfig Connection,
    CollectionConfig Collection,
    DataMappingConfig DataMapping,
    ImmutableSortedDictionary<string, LineConfig> Lines,
    ImmutableSortedDictionary<string, RegionConfig> Regions)
{
    /// <summary>What a sensor has whose registration says nothing.</summary>
    public static SensorConfig Default { get; } = new(
        new ConnectionConfig(), new CollectionConfig(), new DataMappingConfig(),
        ImmutableSortedDictionary<string, LineConfig>.Empty, ImmutableSortedDictionary<string, RegionConfig>.Empty);
}

/// <summary>How a device is reached.</summary>
/// <param name="Protocol"><c>http</c> or <c>https</c>.</param>
/// <param name="VerifyTls">False accepts a self-signed certificate.</param>
/// <param name="TimeoutSeconds">Of one request, 1 to 120.</param>
/// <param name="AuthType"><c>none</c>, <c>basic</c>, <c>digest</c> or <c>bearer</c>.</param>
/// <param name="Username">For basic and digest.</param>
public sealed record ConnectionConfig(
    string Protocol = "http", bool VerifyTls = true, int TimeoutSeconds = 30, string AuthType = "none", string? Username = null);

/// <summary>Whether and how often a device is polled.</summary>
/// <param name="Mode"><c>poll</c>, or <c>push</c>: never contacted, its data comes by the API.</param>
/// <param name="IntervalSeconds">5 to 86,400; also the yardstick of lateness for a pushing device.</param>
/// <param name="BackfillHours">How much history the first poll asks for.</param>
/// <param name="Endpoints">Device parameters that override the vendor's canonical query, e.g. <c>people_counting.linetype</c>.</param>
/// <param name="QuietIntervalSeconds">The interval outside the store's operating hours, at least <paramref name="IntervalSeconds"/>; null = the same.</param>
public sealed record CollectionConfig(
    string Mode = "poll", int IntervalSeconds = 300, int BackfillHours = 0, ImmutableSortedDictionary<string, string>? Endpoints = null,
    int? QuietIntervalSeconds = null)
{
    /// <summary>Whether we contact the device.</summary>
    public bool IsPolled => Mode == "poll";
}

/// <summary>What a device can tell.</summary>
/// <param name="SupportsRegionalCounting">Whether to ask for regional counts.</param>
/// <param name="SupportsRealTimeStatus">Whether to ask for live alarm status.</param>
/// <param name="LineCount">1 to 16.</param>
/// <param name="RegionCount">0 to 16.</param>
/// <param name="TimestampFormat">How the device writes instants; null = as its connector knows.</param>
/// <param name="Fields">Which of the device's fields is which of ours; empty = as its connector knows.</param>
public sealed record DataMappingConfig(
    bool SupportsRegionalCounting = true, bool SupportsRealTimeStatus = true, int LineCount = 4, int RegionCount = 4,
    string? TimestampFormat = null, ImmutableArray<FieldMapping> Fields = default);

/// <summary>One of a device's fields.</summary>
/// <param name="Source">Its name at the device.</param>
/// <param name="Target">The contract's name, e.g. <c>line1_in</c>.</param>
/// <param name="Type">How its values are read; null = by the target.</param>
/// <param name="Format">How a time is written; null = by data_mapping.timestamp_format, or as it looks.</param>
public sealed record FieldMapping(string Source, string Target, string? Type = null, string? Format = null);

/// <summary>One counting line.</summary>
/// <param name="Name">For charts; null shows the key.</param>
/// <param name="Type">What it stands for.</param>
/// <param name="Invert">Swaps in and out before anything else.</param>
/// <param name="Calibration">What analytics multiply its counts with, 0.1 to 10 in four decimals, from a manual count. Readings and live numbers stay as counted.</param>
public sealed record LineConfig(string? Name = null, LineType Type = LineType.Entrance, bool Invert = false, decimal Calibration = 1);

/// <summary>One region.</summary>
/// <param name="Name">For charts; null shows the key.</param>
/// <param name="Type">What it stands for.</param>
/// <param name="Capacity">People; null when it has none.</param>
public sealed record RegionConfig(string? Name = null, RegionType Type = RegionType.Custom, int? Capacity = null);
