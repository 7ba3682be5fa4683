using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Silo;

/// <summary>Deletes what is too old of the sensors' history.</summary>
internal sealed partial class SensorEventKeeper(SensorEvents events, TimeProvider time, ILogger<SensorEventKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await events.DeleteBeforeAsync(time.GetUtcNow() - SensorEvents.Retention, stoppingToken) is var deleted and > 0)
                {
                    LogDeleted(logger, deleted);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(logger, Period, exception);
            }
        }
    }

    [LoggerMessage(5121, LogLevel.Information, "Deleted {Events} lines of sensors' history, older than 90 days")]
    private static partial void LogDeleted(ILogger logger, int events);

    [LoggerMessage(5122, LogLevel.Error, "The old lines of sensors' history could not be deleted; tried again in {Period}")]
    private static partial void LogFailed(ILogger logger, TimeSpan period, Exception exception);
}
