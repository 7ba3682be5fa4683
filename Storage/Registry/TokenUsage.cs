using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace RetailOrleans.Storage.Registry;

/// <summary>Writes every minute which tokens were used. Lost at a crash, which is harmless.</summary>
internal sealed partial class TokenUsage(TokenDirectory directory, TokenRegistry tokens, TimeProvider time, ILogger<TokenUsage> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (directory.TakeUsed() is { Count: > 0 } used)
                {
                    await tokens.SaveUsedAsync(used, stoppingToken);
                }
            }
            catch (NpgsqlException exception)
            {
                LogNotSaved(exception);
            }
        }
    }

    [LoggerMessage(3202, LogLevel.Warning, "The tokens' last use could not be saved; it is tried again with the next use")]
    private partial void LogNotSaved(Exception exception);
}
