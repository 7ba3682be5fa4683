using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Alerts;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>Has the rules of an organization that look at more than one store look at what stores and silos report, and at the clock.</summary>
[GrainType("organization-alerts")]
internal sealed class OrganizationAlertsGrain(
    AlertRuleBook book, AlertLedger ledger, RegionQueries regions, AlertMeasurements measurements, TimeProvider time, ILogger<OrganizationAlertsGrain> logger)
    : Grain, IOrganizationAlertsGrain
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(5);

    private OrganizationAlerts? _alerts;

    private OrganizationAlerts Alerts => _alerts!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _alerts = new OrganizationAlerts(this.GetPrimaryKey(), book, ledger, regions, measurements, logger);
        this.RegisterGrainTimer(LookAsync, new GrainTimerCreationOptions(LookPeriod, LookPeriod) { Interleave = true });
        return Task.CompletedTask;
    }

    public async Task<ImmutableArray<Guid>> ReportStoreAsync(StoreSilence silence, CancellationToken cancellationToken)
    {
        await Alerts.EnsureLoadedAsync(time.GetUtcNow());
        return Alerts.Accept(silence, time.GetUtcNow());
    }

    public async Task<ImmutableArray<UnstoredAlert>> ReportSiloAsync(SiloHealth health, CancellationToken cancellationToken)
    {
        await Alerts.EnsureLoadedAsync(time.GetUtcNow());
        Alerts.Accept(health, time.GetUtcNow());
        return Alerts.Unstored(time.GetUtcNow());
    }

    public async Task ReloadAlertsAsync(CancellationToken cancellationToken)
    {
        await Alerts.EnsureLoadedAsync(time.GetUtcNow());
        await Alerts.CatchUpAsync(time.GetUtcNow(), mustReload: true);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await Alerts.EnsureLoadedAsync(time.GetUtcNow());
        Alerts.Look(time.GetUtcNow());
        await Alerts.CatchUpAsync(time.GetUtcNow());
    }
}
