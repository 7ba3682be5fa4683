namespace RetailOrleans.Grains.Scheduling;

/// <summary>A place in [0, 1) for each thing, the same in every process, so that many of them spread evenly over a period.</summary>
internal static class HashSpread
{
    public static double Of(Guid id)
    {
        // FNV-1a: not random, not secret, just well mixed and stable.
        var hash = 2166136261u;
        foreach (var part in id.ToByteArray())
        {
            hash = unchecked((hash ^ part) * 16777619u);
        }

        return hash / (uint.MaxValue + 1.0);
    }
}
