using System.Collections.Immutable;

namespace RetailOrleans.Storage.Rollups;

/// <summary>When a sensor of a store could not deliver.</summary>
/// <param name="SensorKey">Which.</param>
/// <param name="From">Since when it was registered and belonged to the store; before, it owed nothing.</param>
/// <param name="To">Until when, exclusive; no later than what was asked for.</param>
/// <param name="IsActive">Whether it is asked at all.</param>
/// <param name="Stretches">In order, without overlap.</param>
public sealed record SensorOutages(int SensorKey, DateTimeOffset From, DateTimeOffset To, bool IsActive, ImmutableArray<Outage> Stretches);

/// <summary>A stretch of time in which a device was away, or answered what could not be used.</summary>
/// <param name="From">UTC.</param>
/// <param name="To">UTC, exclusive.</param>
/// <param name="IsRefused">It answered, but what it said was refused; false: it was offline.</param>
public readonly record struct Outage(DateTimeOffset From, DateTimeOffset To, bool IsRefused);
