using RetailOrleans.Storage.Alerts;
using RetailOrleans.WebApi.Live;

namespace RetailOrleans.WebApi.Alerts;

/// <summary>Brings alerts to this silo's clients: to those who watch the store, and to those who watch an organization and may see the store.</summary>
internal sealed class AlertRelay(LiveRelay relay, OrganizationTotals organizations) : IAlertListener
{
    private const int MostRemembered = 10_000;

    private readonly Dictionary<Guid, long> _sent = [];

    /// <summary>Called by one feed, one batch after another.</summary>
    public Task HearAsync(IReadOnlyList<AlertNews> news)
    {
        foreach (var (alert, isRaised) in news)
        {
            // Nobody is told of a pending one: it may never be raised.
            if (alert.Status != AlertStatus.Pending && IsNew(alert))
            {
                Tell(alert, isRaised);
            }
        }

        return Task.CompletedTask;
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

    /// <summary>
    /// That the platform is not well must be said while its database can't be asked about tokens; it tells nothing of any organization.
    /// </summary>
    private static bool PassesHold(Alert alert) => alert is { StoreId: null, Subject: "platform" };

    private void Tell(Alert alert, bool isRaised)
    {
        var call = isRaised ? nameof(ILiveClient.AlertRaised) : nameof(ILiveClient.AlertChanged);
        var news = LiveNews.Of(call, alert.Id, alert.StoreId, alert.Version, AlertResponse.Of(alert), PassesHold(alert));
        if (alert.StoreId is { } storeId)
        {
            relay.Stores.Tell(storeId, news);
        }

        organizations.Tell(alert.OrganizationId, alert.StoreId, news);
    }
}
