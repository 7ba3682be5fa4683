using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>A picture as it is stored.</summary>
/// <param name="Picture">The grid with its time.</param>
/// <param name="ReceivedAt">When it was read from the device.</param>
public sealed record StoredHeatmap(SpaceHeatmap Picture, DateTimeOffset ReceivedAt);
