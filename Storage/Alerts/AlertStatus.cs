namespace RetailOrleans.Storage.Alerts;

/// <summary>Where an alert is in its life.</summary>
public enum AlertStatus
{
    /// <summary>The condition holds, but not yet for as long as its rule asks; nobody was told.</summary>
    Pending = 0,

    /// <summary>Raised.</summary>
    Firing = 1,

    /// <summary>Raised, and somebody has seen it.</summary>
    Acknowledged = 2,

    /// <summary>Over: the condition cleared, or somebody ended it.</summary>
    Resolved = 3,
}
