namespace RetailOrleans.Connectors;

/// <summary>Presence in the device's whole picture in [Start, End).</summary>
/// <param name="Start">UTC, inclusive.</param>
/// <param name="End">UTC, exclusive.</param>
/// <param name="Value">The device's own unit, at least 0 (Milesight: read as person-seconds).</param>
public sealed record HeatObservation(DateTimeOffset Start, DateTimeOffset End, double Value);
