using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Silo;

/// <summary>Makes the partitions of the months to come, well before the first reading needs them.</summary>
internal sealed partial class PartitionKeeper(ReadingPartitions partitions, TimeProvider time, ILogger<PartitionKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(6);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(62);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow().UtcDateTime;
            try
            {
                if (await partitions.EnsureAsync(now, now + Ahead, stoppingToken) is var made and > 0)
                {
                    LogMade(logger, made);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(logger, Period, exception);
            }
        }
    }

    [LoggerMessage(5101, LogLevel.Information, "Made {Tables} tables for the months to come")]
    private static partial void LogMade(ILogger logger, int tables);

    [LoggerMessage(5102, LogLevel.Error, "The tables for the months to come could not be made; tried again in {Period}")]
    private static partial void LogFailed(ILogger logger, TimeSpan period, Exception exception);
}
