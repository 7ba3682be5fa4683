namespace RetailOrleans.Storage.Alerts;

/// <summary>A step that a rule takes.</summary>
public enum AlertChangeKind
{
    /// <summary>The condition began to hold.</summary>
    Begin = 0,

    /// <summary>It no longer holds, before anybody was told.</summary>
    Drop = 1,

    /// <summary>It has held for long enough.</summary>
    Raise = 2,

    /// <summary>Nobody acknowledged.</summary>
    Escalate = 3,

    /// <summary>The condition cleared.</summary>
    Resolve = 4,

    /// <summary>The condition of an alert that was ended by hand cleared.</summary>
    Unmute = 5,
}
