namespace RetailOrleans.Grains.Live;

/// <summary>
/// Versions that rise for as long as a thing exists: the activation's epoch, which no earlier activation had, above a counter of 28 bits.
/// Below 2^53 for the first 33 million epochs, so that JavaScript holds them exactly.
/// </summary>
internal sealed class VersionCounter(long epoch)
{
    private const int CounterBits = 28;

    /// <summary>The activation's.</summary>
    public long Epoch { get; } = epoch;

    public long Current { get; private set; } = epoch << CounterBits;

    public long Next() => ++Current;
}
