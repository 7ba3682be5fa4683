using System.Collections.Concurrent;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;

namespace RetailOrleans.Grains.Sensors;

/// <summary>
/// Knows which sensors are active in this silo, and brings readings to those without a message: as work for the scheduler of the
/// activation, which does one piece at a time like all of its work. A message and its answer cost a fifth of the silo's time for a reading.
/// While silos come and go a sensor may be active twice, and only the cluster's directory knows which one counts: then all are messages.
/// </summary>
internal sealed class SensorDoor(IGrainFactory grains) : ISensorDoor
{
    private readonly ConcurrentDictionary<Guid, Activation> _here = [];
    private int _changes;
    private int _settled;

    /// <summary>Changes of the cluster so far.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Whether activations have been compared since the last change of the cluster.</summary>
    public bool IsSettled => Volatile.Read(ref _settled) == Changes;

    /// <summary>Silos came or went.</summary>
    public void Unsettle() => Interlocked.Increment(ref _changes);

    /// <summary>Activations have been compared, and those that did not count have ended, since so many changes.</summary>
    public void Settle(int changes) => Volatile.Write(ref _settled, changes);

    /// <summary>A sensor may be called directly from now on. Called by the sensor itself, on its scheduler.</summary>
    public void Open(SensorGrain sensor) => _here[sensor.GetPrimaryKey()] = new Activation(sensor, TaskScheduler.Current);

    /// <summary>It may not any more. Another activation that has taken its place stays.</summary>
    public void Close(SensorGrain sensor)
    {
        if (_here.TryGetValue(sensor.GetPrimaryKey(), out var activation) && activation.Sensor == sensor)
        {
            _here.TryRemove(KeyValuePair.Create(sensor.GetPrimaryKey(), activation));
        }
    }

    public ValueTask<RecordOutcome> RecordAsync(Guid sensorId, ReadingBatch batch) =>
        IsSettled && _here.TryGetValue(sensorId, out var activation) ? RecordHereAsync(activation, sensorId, batch) : SendAsync(sensorId, batch);

    private async ValueTask<RecordOutcome> RecordHereAsync(Activation activation, Guid sensorId, ReadingBatch batch) =>
        await activation.RecordAsync(batch) ?? await SendAsync(sensorId, batch);

    /// <summary>Nobody takes readings back, and a token that can be cancelled would be watched over the whole call.</summary>
    private ValueTask<RecordOutcome> SendAsync(Guid sensorId, ReadingBatch batch) =>
        grains.GetGrain<ISensorGrain>(sensorId).RecordAsync(batch, CancellationToken.None);

    private sealed class Activation(SensorGrain sensor, TaskScheduler scheduler)
    {
        public SensorGrain Sensor => sensor;

        public Task<RecordOutcome?> RecordAsync(ReadingBatch batch) => Task.Factory.StartNew(
            static call =>
            {
                var (sensor, batch) = ((SensorGrain, ReadingBatch))call!;
                return sensor.RecordHereAsync(batch);
            },
            (sensor, batch), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();
    }
}
