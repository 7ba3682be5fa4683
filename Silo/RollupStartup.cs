using RetailOrleans.Grains.Interfaces.Rollups;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Silo;

/// <summary>Once the silo has joined, makes sure that every shard's rollup runs somewhere in the cluster.</summary>
internal sealed partial class RollupStartup(IGrainFactory grains, TimeProvider time, ILogger<RollupStartup> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var shard = 0; shard < RollupStore.Shards; shard++)
        {
            while (!await TryEnsureAsync(shard, stoppingToken))
            {
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task<bool> TryEnsureAsync(int shard, CancellationToken stoppingToken)
    {
        try
        {
            await grains.GetGrain<IRollupGrain>(shard).EnsureRunningAsync(stoppingToken);
            return true;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotYet(logger, shard, Pause, exception);
            return false;
        }
    }

    [LoggerMessage(5111, LogLevel.Warning, "The rollup of shard {Shard} could not be started; tried again in {Pause}")]
    private static partial void LogNotYet(ILogger logger, int shard, TimeSpan pause, Exception exception);
}
