using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Retention;

namespace RetailOrleans.Silo;

/// <summary>Makes the partitions of the months to come, well before the first reading needs them, drops those past their retention and packs those that are over.</summary>
internal sealed partial class PartitionKeeper(
    ReadingPartitions partitions, DataRetention retention, MonthPacking packing, TimeProvider time, ILogger<PartitionKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(6);
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await partitions.EnsureAheadAsync(time.GetUtcNow(), stoppingToken) is var made and > 0)
                {
                    LogMade(logger, made);
                }

                await retention.DropExpiredAsync(stoppingToken);
                await packing.PackAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(logger, Period, exception);
            }
        }
    }

    [LoggerMessage(5101, LogLevel.Information, "Made {Tables} tables for the months to come")]
    private static partial void LogMade(ILogger logger, int tables);

    [LoggerMessage(5102, LogLevel.Error, "The tables of months to come and of months gone by could not be made, dropped or packed; tried again in {Period}")]
    private static partial void LogFailed(ILogger logger, TimeSpan period, Exception exception);
}
