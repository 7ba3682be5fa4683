namespace RetailOrleans.Storage.Alerts;

/// <summary>How much an alert matters.</summary>
public enum AlertSeverity
{
    /// <summary>Good to know.</summary>
    Info = 0,

    /// <summary>Somebody should look today.</summary>
    Warning = 1,

    /// <summary>Somebody should look now.</summary>
    Critical = 2,
}
