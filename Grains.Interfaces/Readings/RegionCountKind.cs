namespace RetailOrleans.Grains.Interfaces.Readings;

/// <summary>What a regional count means; the two are never mixed.</summary>
[GenerateSerializer, Alias("retail.RegionCountKind")]
public enum RegionCountKind
{
    /// <summary>People counted into the region within the interval; hours add up.</summary>
    Visits = 0,

    /// <summary>People present; hours take the time-weighted mean and the maximum.</summary>
    Occupancy = 1,
}
