using RetailOrleans.Grains.Live;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.Silo;

/// <summary>
/// When silos come or go, the grains that held our observers may be gone with them, so live subscriptions are renewed at once; and a grain may be
/// active twice, so live state is compared with what is stored.
/// </summary>
internal sealed class ClusterChanges(ISiloStatusOracle oracle, ILiveRenewal live, ILiveAudit audit) : IHostedService, ISiloStatusListener
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        oracle.SubscribeToSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        oracle.UnSubscribeFromSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        live.RenewNow();
        audit.ClusterChanged();
    }
}
