namespace RetailOrleans.Connectors;

/// <summary>What a region's count means; the two are never mixed.</summary>
public enum RegionKind
{
    /// <summary>People counted within the interval.</summary>
    Visits,

    /// <summary>People present.</summary>
    Occupancy,
}
