namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>A silo that has watchers of a sensor.</summary>
[Alias("retail.ISensorObserver")]
public interface ISensorObserver : IGrainObserver
{
    /// <summary>The sensor's newest state; a missed call loses nothing, since the next one is whole again.</summary>
    [Alias("SensorChanged")]
    Task SensorChangedAsync(SensorLive live);
}
