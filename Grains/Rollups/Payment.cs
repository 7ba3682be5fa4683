namespace RetailOrleans.Grains.Rollups;

/// <summary>What a run found.</summary>
internal enum Payment
{
    /// <summary>Nothing was owed.</summary>
    Nothing,

    /// <summary>What was owed was paid.</summary>
    Paid,

    /// <summary>A part of a long mark is still owed.</summary>
    InPart,
}
