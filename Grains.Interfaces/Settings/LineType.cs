namespace RetailOrleans.Grains.Interfaces.Settings;

/// <summary>What a counting line stands for.</summary>
public enum LineType
{
    /// <summary>A door: in and out count as entries and exits.</summary>
    Entrance = 0,

    /// <summary>A door whose purpose is leaving; both directions count all the same.</summary>
    Exit = 1,

    /// <summary>The pavement or corridor in front: in + out are passers-by.</summary>
    Passing = 2,

    /// <summary>Between parts of the store; counts nowhere in store totals.</summary>
    Internal = 3,

    /// <summary>Not used.</summary>
    Ignore = 4,
}
