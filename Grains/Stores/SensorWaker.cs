using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Sensors;

namespace RetailOrleans.Grains.Stores;

/// <summary>
/// Wakes a silo's late sensors, a few at a time. After a cold start all sensors of all stores are late within the same minute: what comes
/// first then is people's calls, and sensors follow at the pace of the database. A sensor waits once at most.
/// </summary>
public sealed partial class SensorWaker(IGrainFactory grains, ILogger<SensorWaker> logger)
{
    /// <summary>About as many as are loaded together.</summary>
    private const int AtOnce = 128;

    private readonly ConcurrentDictionary<Guid, bool> _known = [];
    private readonly ConcurrentQueue<Guid> _waiting = [];
    private int _workers;

    /// <summary>Sensors that wait to be woken.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Wakes a sensor soon. Returns at once.</summary>
    public void Wake(Guid sensorId)
    {
        if (_known.TryAdd(sensorId, true))
        {
            _waiting.Enqueue(sensorId);
            StartWorker();
        }
    }

    private void StartWorker()
    {
        if (Interlocked.Increment(ref _workers) > AtOnce)
        {
            Interlocked.Decrement(ref _workers);
            return;
        }

        // Not on the scheduler of the grain that happens to call: it would then wait in that grain's line. Nobody waits for the task: it
        // catches and logs what a wake-up throws.
        _ = Task.Factory.StartNew(WorkAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
    }

    private async Task WorkAsync()
    {
        while (_waiting.TryDequeue(out var sensorId))
        {
            try
            {
                await grains.GetGrain<ISensorGrain>(sensorId).WakeAsync();
            }
            catch (Exception exception)
            {
                LogNotWoken(logger, sensorId, exception);
            }

            _known.TryRemove(sensorId, out _);
        }

        Interlocked.Decrement(ref _workers);

        // One that was put in between the last look and the end.
        if (!_waiting.IsEmpty)
        {
            StartWorker();
        }
    }

    [LoggerMessage(2201, LogLevel.Warning, "Sensor {SensorId} could not be woken; the next reminder tries again")]
    private static partial void LogNotWoken(ILogger logger, Guid sensorId, Exception exception);
}
