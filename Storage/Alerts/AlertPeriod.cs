namespace RetailOrleans.Storage.Alerts;

/// <summary>Of which time a rule's number is.</summary>
public enum AlertPeriod
{
    /// <summary>This instant.</summary>
    Now = 0,

    /// <summary>A local hour of the store.</summary>
    Hour = 1,

    /// <summary>A business day of the store.</summary>
    Day = 2,
}
