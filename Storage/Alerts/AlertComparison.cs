namespace RetailOrleans.Storage.Alerts;

/// <summary>On which side of a rule's value its condition holds.</summary>
public enum AlertComparison
{
    /// <summary>Above the value.</summary>
    Above = 0,

    /// <summary>At the value or above.</summary>
    AtLeast = 1,

    /// <summary>Below the value.</summary>
    Below = 2,

    /// <summary>At the value or below.</summary>
    AtMost = 3,
}
