using Microsoft.Extensions.Options;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Retention;

namespace RetailOrleans.Silo;

/// <summary>Deletes heat pictures that are past their retention.</summary>
internal sealed partial class HeatmapKeeper(
    SpaceHeatmaps pictures, IOptionsMonitor<RetentionOptions> retention, TimeProvider time, ILogger<HeatmapKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await pictures.DeleteBeforeAsync(time.GetUtcNow().AddMonths(-retention.CurrentValue.HeatMonths), stoppingToken) is var deleted and > 0)
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

    [LoggerMessage(5141, LogLevel.Information, "Deleted {Pictures} heat pictures that were past their retention")]
    private static partial void LogDeleted(ILogger logger, int pictures);

    [LoggerMessage(5142, LogLevel.Error, "Heat pictures that are past their retention could not be deleted; tried again in {Period}")]
    private static partial void LogFailed(ILogger logger, TimeSpan period, Exception exception);
}
