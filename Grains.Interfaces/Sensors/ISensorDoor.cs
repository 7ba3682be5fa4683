using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Grains.Interfaces.Sensors;

/// <summary>The way to a sensor for readings: as short as it can be from this silo. For everything else there is <see cref="ISensorGrain"/>.</summary>
public interface ISensorDoor
{
    /// <summary>
    /// As <see cref="ISensorGrain.RecordAsync"/>, which it calls unless the sensor is active in this silo: then it takes its turn there
    /// without a message. The same batch again has no effect.
    /// </summary>
    /// <exception cref="Failures.StorageUnavailableException">The database can't take it now; send it again later.</exception>
    ValueTask<RecordOutcome> RecordAsync(Guid sensorId, ReadingBatch batch);
}
