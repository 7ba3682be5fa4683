using System.Text.Json.Nodes;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>What a device said when it was asked now. Nothing was stored.</summary>
/// <param name="Success">Its counts can be read. A problem may remain, such as a clock that is off.</param>
/// <param name="ResponseTimeMs">From the first request to the last byte.</param>
/// <param name="Device">Whom we asked, and what it told of itself.</param>
/// <param name="Capabilities">The kinds of data that it gave: people_counting, regional_counting, heatmap, real_time_status, space_heatmap, …</param>
/// <param name="CurrentData">The newest of each kind, in the words of readings; null when nothing came.</param>
/// <param name="Problem">What is wrong and what to try, in plain words; null when nothing is.</param>
/// <param name="ProblemCode">
/// The same for programs: unreachable, timed_out, credentials_refused, server_error, not_a_counter, truncated, too_large, redirected,
/// insecure_connection, misconfigured, clock_off, counting_off, not_polled.
/// </param>
public sealed record SensorTestResponse(
    bool Success, long ResponseTimeMs, SensorTestDevice Device, IReadOnlyList<string> Capabilities, JsonObject? CurrentData, string? Problem,
    string? ProblemCode);

/// <summary>The device of a test.</summary>
/// <param name="Address">IP or host name.</param>
/// <param name="Port">1 to 65,535.</param>
/// <param name="Protocol">http or https.</param>
/// <param name="SensorType">Which connector spoke to it.</param>
/// <param name="ClockOffsetSeconds">Its clock minus ours; null when it does not tell.</param>
/// <param name="Details">What it told of its own settings.</param>
public sealed record SensorTestDevice(
    string Address, int Port, string Protocol, string SensorType, double? ClockOffsetSeconds, IReadOnlyDictionary<string, string> Details);
