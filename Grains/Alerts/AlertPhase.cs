namespace RetailOrleans.Grains.Alerts;

/// <summary>Where a rule is with one subject.</summary>
internal enum AlertPhase
{
    /// <summary>Nothing to tell.</summary>
    Clear,

    /// <summary>The condition holds, not yet for as long as the rule asks.</summary>
    Pending,

    /// <summary>An alert is open.</summary>
    Open,

    /// <summary>The alert was ended by hand, and the condition has not cleared since.</summary>
    Muted,
}
