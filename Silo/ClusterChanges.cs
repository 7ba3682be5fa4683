using RetailOrleans.WebApi.Live;

namespace RetailOrleans.Silo;

/// <summary>When silos come or go, the grains that held our observers may be gone with them: live subscriptions are renewed at once.</summary>
internal sealed class ClusterChanges(ISiloStatusOracle oracle, ILiveRenewal live) : IHostedService, ISiloStatusListener
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

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status) => live.RenewNow();
}
