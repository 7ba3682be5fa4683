using System.Collections.Immutable;

namespace RetailOrleans.Connectors;

/// <summary>A device as a connector needs to know it.</summary>
/// <param name="Host">Address or name, without scheme and port.</param>
/// <param name="Port">TCP port, 1 to 65535.</param>
/// <param name="ZoneId">IANA zone of the device's own wall clock.</param>
/// <param name="Connection">How to reach it.</param>
/// <param name="Parameters">
/// Overrides of the canonical query parameters, keys like <c>people_counting.linetype</c>; an empty value leaves the parameter out, and
/// <c>people_counting.enabled</c> = <c>false</c> switches that endpoint off.
/// </param>
/// <param name="SupportsRegions">Ask for regional counts.</param>
/// <param name="SupportsStatus">Ask for the live alarm status.</param>
/// <param name="LineCount">How many counting lines are wanted; columns of further lines are not read. 0 = all that come.</param>
/// <param name="RegionCount">How many regions are wanted. 0 = all that come.</param>
public sealed record Device(
    string Host,
    int Port,
    string ZoneId,
    DeviceConnection Connection,
    ImmutableDictionary<string, string> Parameters,
    bool SupportsRegions,
    bool SupportsStatus,
    int LineCount,
    int RegionCount)
{
    /// <summary>Which of the device's fields is which of ours; empty = as its connector knows.</summary>
    public ImmutableArray<DeviceField> Fields { get; init; } = [];

    /// <summary>How the device writes instants; null = as its connector knows.</summary>
    public string? TimestampFormat { get; init; }
}
