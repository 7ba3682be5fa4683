namespace RetailOrleans.Storage.Alerts;

/// <summary>What a rule looks at.</summary>
public enum AlertRuleType
{
    /// <summary>People in a store now.</summary>
    Occupancy = 0,

    /// <summary>A store's numbers of an hour or a day.</summary>
    Metric = 1,

    /// <summary>A region's number now.</summary>
    Region = 2,

    /// <summary>A sensor that nobody hears of.</summary>
    SensorOffline = 3,

    /// <summary>A sensor without readings while its store is open.</summary>
    NoData = 4,

    /// <summary>An alarm that the device itself raises.</summary>
    DeviceAlarm = 5,

    /// <summary>How far a device's clock is off.</summary>
    Clock = 6,

    /// <summary>The platform itself: its database, its queues, its silos.</summary>
    Platform = 7,

    /// <summary>An hour that is unlike the same hour of the weeks before.</summary>
    Anomaly = 8,
}
