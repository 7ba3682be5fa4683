using System.Collections.Immutable;
using Orleans.Concurrency;

namespace RetailOrleans.Grains.Interfaces.Alerts;

/// <summary>Alerts of one organization, by its id, that are about more than one store: a region that is offline, and the platform.</summary>
[Alias("retail.IOrganizationAlertsGrain"), GrainInterfaceType("retail.organization-alerts")]
public interface IOrganizationAlertsGrain : IGrainWithGuidKey
{
    /// <summary>
    /// A store's silence now; forgotten a minute and a half after the last report. Returns the rules by which the store's region as a
    /// whole is offline, so that the store has no alert of its own.
    /// </summary>
    [Alias("ReportStore"), AlwaysInterleave]
    Task<ImmutableArray<Guid>> ReportStoreAsync(StoreSilence silence, CancellationToken cancellationToken = default);

    /// <summary>How the platform looks from a silo now. Returns what is raised and could not be stored yet.</summary>
    [Alias("ReportSilo"), AlwaysInterleave]
    Task<ImmutableArray<UnstoredAlert>> ReportSiloAsync(SiloHealth health, CancellationToken cancellationToken = default);

    /// <summary>Reads the alerts anew, after somebody acknowledged or resolved one.</summary>
    [Alias("ReloadAlerts"), AlwaysInterleave]
    Task ReloadAlertsAsync(CancellationToken cancellationToken = default);
}
