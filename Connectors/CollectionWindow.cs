namespace RetailOrleans.Connectors;

/// <summary>The time that a poll is about. Devices with coarser buckets answer with every bucket that touches it.</summary>
/// <param name="From">UTC, inclusive.</param>
/// <param name="To">UTC; the present moment: nothing that starts at or after it is believed.</param>
public sealed record CollectionWindow(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Also ask for the picture of where people were, a large answer that is wanted now and then.</summary>
    public bool WithPicture { get; init; }
}
