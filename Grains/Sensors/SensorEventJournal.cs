using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Sensors;

/// <summary>
/// The events of a silo's sensors, written behind: a second old in the database, one statement for all that wait. When the database is away
/// they are kept, up to a bound; beyond it the newest are left out and counted.
/// </summary>
public sealed partial class SensorEventJournal : BackgroundService
{
    private const int MaxWaiting = 50_000;
    private const int AtOnce = 1_000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<SensorEvent> _waiting = [];
    private readonly SensorEvents _events;
    private readonly TimeProvider _time;
    private readonly ILogger<SensorEventJournal> _logger;
    private readonly Counter<long> _lost;

    public SensorEventJournal(SensorEvents events, IMeterFactory meters, TimeProvider time, ILogger<SensorEventJournal> logger)
    {
        (_events, _time, _logger) = (events, time, logger);
        _lost = meters.Create(PollMeasurements.MeterName)
            .CreateCounter<long>("retail.sensor_events.lost", "{event}", "Lines of sensors' history that were left out, because too many waited for the database");
    }

    /// <summary>Notes an event. Returns at once.</summary>
    public void Note(SensorEvent sensorEvent)
    {
        if (_waiting.Count >= MaxWaiting)
        {
            _lost.Add(1);
            return;
        }

        _waiting.Enqueue(sensorEvent);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SaveAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was noted since the last write goes out before the silo does.
            await SaveAsync(CancellationToken.None);
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        while (!_waiting.IsEmpty)
        {
            var taken = _waiting.Take(AtOnce).ToArray();
            try
            {
                await _events.AppendAsync(taken, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogNotSaved(_logger, _waiting.Count, exception);
                return;
            }

            for (var i = 0; i < taken.Length; i++)
            {
                _waiting.TryDequeue(out _);
            }
        }
    }

    [LoggerMessage(2111, LogLevel.Warning, "{Events} lines of sensors' history could not be written and are kept for the next time")]
    private static partial void LogNotSaved(ILogger logger, int events, Exception exception);
}
