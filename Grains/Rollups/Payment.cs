namespace RetailOrleans.Grains.Rollups;

/// <summary>What a run found.</summary>
internal enum Payment
{
    /// <summary>Nothing was owed.</summary>
    Nothing,

    /// <summary>What was owed was paid, or could not be and is tried again with the next run.</summary>
    Paid,

    /// <summary>Some of it is still owed: a part of a long mark, or more marks than are paid at once.</summary>
    InPart,
}
