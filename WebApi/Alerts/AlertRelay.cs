using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.WebApi.Alerts;

/// <summary>Brings alerts to this silo's clients: to those who watch the store, and to those who watch an organization and may see the store.</summary>
internal sealed partial class AlertRelay(
    IHubContext<LiveHub, ILiveClient> hub, OrganizationTotals organizations, ILogger<AlertRelay> logger) : IAlertListener
{
    private const int MostRemembered = 10_000;

    private readonly Dictionary<Guid, long> _sent = [];

    /// <summary>Called by one feed, one batch after another.</summary>
    public async Task HearAsync(IReadOnlyList<AlertNews> news)
    {
        foreach (var (alert, isRaised) in news)
        {
            // Nobody is told of a pending one: it may never be raised.
            if (alert.Status != AlertStatus.Pending && IsNew(alert))
            {
                await SendAsync(alert, isRaised);
            }
        }
    }

    private bool IsNew(Alert alert)
    {
        if (_sent.TryGetValue(alert.Id, out var sent) && sent >= alert.Version)
        {
            return false;
        }

        if (_sent.Count >= MostRemembered)
        {
            // To send a state twice does no harm: clients keep the highest version.
            _sent.Clear();
        }

        _sent[alert.Id] = alert.Version;
        return true;
    }

    private async Task SendAsync(Alert alert, bool isRaised)
    {
        var audiences = organizations.AudiencesOf(alert.OrganizationId, alert.StoreId).ToList();
        if (alert.StoreId is { } storeId)
        {
            audiences.Add(Audience.Store(storeId));
        }

        var response = AlertResponse.Of(alert);
        foreach (var audience in audiences)
        {
            try
            {
                var clients = hub.Clients.Group(audience);
                await (isRaised ? clients.AlertRaised(response) : clients.AlertChanged(response));
            }
            catch (Exception exception)
            {
                LogNotSent(alert.Id, exception);
            }
        }
    }

    [LoggerMessage(4131, LogLevel.Warning, "Alert {AlertId} did not reach some of its watchers")]
    private partial void LogNotSent(Guid alertId, Exception exception);
}
