using System.Threading.Channels;
using Orleans.Core.Internal;
using Orleans.Runtime.Placement;

namespace RetailOrleans.Silo;

/// <summary>
/// Gives a silo that joins its share of the sensors and stores that are active already. Without it they would stay where they are for as
/// long as they are polled, and a new silo would idle. Each silo moves its own grains, a bounded number at once; a grain that moves
/// finishes what it does, is loaded where it belongs, and shows the same numbers there.
/// </summary>
internal sealed partial class ScaleOut(
    ISiloStatusOracle oracle, ILocalSiloDetails local, IGrainFactory grains, TimeProvider time, ILogger<ScaleOut> logger)
    : BackgroundService, ISiloStatusListener
{
    /// <summary>Silos that start together are one change.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private const int AtOnce = 32;

    private static readonly GrainType[] Moved = [GrainType.Create("sensor"), GrainType.Create("store")];

    private readonly Channel<bool> _joined = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Active && !updatedSilo.Equals(local.SiloAddress))
        {
            _joined.Writer.TryWrite(true);
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        oracle.SubscribeToSiloStatusEvents(this);
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        oracle.UnSubscribeFromSiloStatusEvents(this);
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _joined.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Settled, time, stoppingToken);
            _joined.Reader.TryRead(out _);
            try
            {
                await ShareAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotShared(logger, exception);
            }
        }
    }

    private async Task ShareAsync(CancellationToken cancellationToken)
    {
        var silos = oracle.GetApproximateSiloStatuses(onlyActive: true).Keys.ToArray();
        var active = await grains.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics(types: null, hostsIds: [local.SiloAddress], cancellationToken);
        var leaving = active.Where(grain => Moved.Contains(grain.GrainId.Type))
            .Select(grain => (grain.GrainId, Home: GrainHome.Of(grain.GrainId, silos)))
            .Where(grain => !grain.Home.Equals(local.SiloAddress)).ToArray();
        await Parallel.ForEachAsync(
            leaving, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (grain, cancellation) =>
            {
                // Travels with the call and tells the placement where to.
                RequestContext.Set(IPlacementDirector.PlacementHintKey, grain.Home);
                await grains.GetGrain(grain.GrainId).AsReference<IGrainManagementExtension>().MigrateOnIdle(cancellation);
            });
        LogShared(logger, leaving.Length, active.Length, silos.Length);
    }

    [LoggerMessage(5131, LogLevel.Information, "Moved {Leaving} of {Active} active grains to where they belong among {Silos} silos")]
    private static partial void LogShared(ILogger logger, int leaving, int active, int silos);

    [LoggerMessage(5132, LogLevel.Warning, "Active grains could not be shared with the silo that joined; those that are activated later are")]
    private static partial void LogNotShared(ILogger logger, Exception exception);
}
