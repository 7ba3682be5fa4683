namespace RetailOrleans.Connectors;

/// <summary>
/// Counters that the device keeps since its own reset, over all its lines (so with passing traffic). A value that drops means a reset,
/// not people leaving.
/// </summary>
/// <param name="At">UTC, when they were read.</param>
/// <param name="In">People in since the reset.</param>
/// <param name="Out">People out since the reset.</param>
public sealed record LiveCounters(DateTimeOffset At, long In, long Out);
