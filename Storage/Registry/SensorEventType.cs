namespace RetailOrleans.Storage.Registry;

/// <summary>What happened to a sensor's device.</summary>
public enum SensorEventType
{
    /// <summary>Heard of for the first time, or again after it was offline.</summary>
    Online,

    /// <summary>Not heard of for so long that its health is error.</summary>
    Offline,

    /// <summary>Something went wrong with it, or something else than before.</summary>
    Error,

    /// <summary>Good again, without having been offline.</summary>
    Recovered,
}
