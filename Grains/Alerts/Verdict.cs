namespace RetailOrleans.Grains.Alerts;

/// <summary>What an observation says about a rule's condition.</summary>
internal enum Verdict
{
    /// <summary>Nothing: missing is not zero.</summary>
    Unknown,

    /// <summary>It is over.</summary>
    Clear,

    /// <summary>It does not hold, and is not over: between the value and the clear value.</summary>
    Between,

    /// <summary>It holds.</summary>
    Breach,
}
