using System.Collections.Immutable;

namespace RetailOrleans.Storage.Registry;

/// <summary>What a new activation of a sensor's grain takes over from the one before.</summary>
/// <param name="Epoch">A number that no activation had before; 0 when there is no such sensor.</param>
/// <param name="CollectedUntil">Up to when the device has been asked; null = never.</param>
/// <param name="Owed">Older stretches that are still to be asked for, in order, apart from each other.</param>
public sealed record SensorTakeover(long Epoch, DateTimeOffset? CollectedUntil, ImmutableArray<Stretch> Owed);
