namespace RetailOrleans.Grains.Alerts;

/// <summary>What of a rule's scope an observation is about.</summary>
/// <param name="SensorId">The sensor; null = the store as a whole.</param>
/// <param name="Part">The region or alarm of the sensor; empty = all of it.</param>
internal readonly record struct AlertSubject(Guid? SensorId, string Part)
{
    /// <summary>The store as a whole.</summary>
    public static AlertSubject Store { get; } = new(null, "");

    /// <summary>A sensor as a whole.</summary>
    public static AlertSubject Sensor(Guid sensorId) => new(sensorId, "");

    /// <summary>As it is stored.</summary>
    public override string ToString() =>
        SensorId is not { } id ? "store" : Part.Length == 0 ? $"sensor:{id:N}" : $"sensor:{id:N}:{Part}";

    /// <summary>What <see cref="ToString"/> wrote.</summary>
    public static AlertSubject Parse(string text) => text.Split(':', 3) switch
    {
        ["sensor", var id] => Sensor(Guid.ParseExact(id, "N")),
        ["sensor", var id, var part] => new AlertSubject(Guid.ParseExact(id, "N"), part),
        _ => Store,
    };
}
