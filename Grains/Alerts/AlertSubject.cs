namespace RetailOrleans.Grains.Alerts;

/// <summary>What of a rule's scope an observation is about.</summary>
/// <param name="SensorId">The sensor; null = the store as a whole, or what the part names.</param>
/// <param name="Part">The region or alarm of the sensor; empty = all of it. Without a sensor: a region of stores, or the platform.</param>
internal readonly record struct AlertSubject(Guid? SensorId, string Part)
{
    private const string RegionPrefix = "region:";

    /// <summary>The store as a whole.</summary>
    public static AlertSubject Store { get; } = new(null, "");

    /// <summary>The platform.</summary>
    public static AlertSubject Platform { get; } = new(null, "platform");

    /// <summary>A region of stores, by its name; null when it is none.</summary>
    public string? RegionName => SensorId is null && Part.StartsWith(RegionPrefix, StringComparison.Ordinal) ? Part[RegionPrefix.Length..] : null;

    /// <summary>A region of stores.</summary>
    public static AlertSubject Region(string name) => new(null, RegionPrefix + name);

    /// <summary>A sensor as a whole.</summary>
    public static AlertSubject Sensor(Guid sensorId) => new(sensorId, "");

    /// <summary>As it is stored.</summary>
    public override string ToString() =>
        SensorId is not { } id ? (Part.Length == 0 ? "store" : Part) : Part.Length == 0 ? $"sensor:{id:N}" : $"sensor:{id:N}:{Part}";

    /// <summary>What <see cref="ToString"/> wrote.</summary>
    public static AlertSubject Parse(string text) => text.Split(':', 3) switch
    {
        ["sensor", var id] => Sensor(Guid.ParseExact(id, "N")),
        ["sensor", var id, var part] => new AlertSubject(Guid.ParseExact(id, "N"), part),
        _ => text == "store" ? Store : new AlertSubject(null, text),
    };
}
