using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Live;

/// <summary>
/// Totals over the stores that a token may see, summed in this silo from the stores that it watches, at most once a second: no grain
/// gets every event of an organization.
/// </summary>
internal sealed partial class OrganizationTotals(
    LiveRelay relay, StoreDirectory stores, IHubContext<LiveHub, ILiveClient> hub, TimeProvider time, ILogger<OrganizationTotals> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Sum> _sums = [];

    /// <summary>Sums for one more client of an audience. Answers the totals now.</summary>
    public async Task<OrganizationLiveResponse> AddAsync(TenantScope scope)
    {
        var sum = _sums.AddOrUpdate(Audience.Organization(scope), _ => new Sum(scope, 1), (_, known) => known with { Clients = known.Clients + 1 });
        await FollowStoresAsync(sum);
        return Total(sum);
    }

    /// <summary>One client less.</summary>
    public async Task RemoveAsync(TenantScope scope)
    {
        var audience = Audience.Organization(scope);
        while (_sums.TryGetValue(audience, out var sum))
        {
            if (sum.Clients > 1)
            {
                if (_sums.TryUpdate(audience, sum with { Clients = sum.Clients - 1 }, sum))
                {
                    return;
                }
            }
            else if (_sums.TryRemove(new KeyValuePair<string, Sum>(audience, sum)))
            {
                foreach (var storeId in sum.Watched.Keys)
                {
                    await relay.Stores.RemoveAsync(storeId);
                }

                return;
            }
        }
    }

    /// <summary>The audiences that may see a store of an organization; null: what belongs to no store, for those who see all stores.</summary>
    public IEnumerable<string> AudiencesOf(Guid organizationId, Guid? storeId) =>
        from sum in _sums
        let scope = sum.Value.Scope
        where scope.OrganizationId == organizationId && (scope.StoreIds is null || (storeId is { } id && scope.Includes(id)))
        select sum.Key;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (audience, sum) in _sums)
            {
                try
                {
                    await FollowStoresAsync(sum);
                    await SendAsync(audience, sum);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogNotSummed(logger, exception);
                }
            }
        }
    }

    /// <summary>Watches stores that are new and leaves those that are gone.</summary>
    private async Task FollowStoresAsync(Sum sum)
    {
        var visible = (await stores.ListAsync(sum.Scope)).Select(store => store.StoreId).ToHashSet();
        foreach (var storeId in visible)
        {
            if (sum.Watched.TryAdd(storeId, true) && await relay.Stores.AddAsync(storeId) is null)
            {
                sum.Watched.TryRemove(storeId, out _);
            }
        }

        foreach (var storeId in sum.Watched.Keys.Where(id => !visible.Contains(id)))
        {
            if (sum.Watched.TryRemove(storeId, out _))
            {
                await relay.Stores.RemoveAsync(storeId);
            }
        }
    }

    private async Task SendAsync(string audience, Sum sum)
    {
        var total = Total(sum);
        if (sum.Sent is { } sent && sent with { Version = 0, At = default } == total with { Version = 0, At = default })
        {
            return;
        }

        sum.Sent = total;
        await hub.Clients.Group(audience).OrganizationChanged(total);
    }

    private OrganizationLiveResponse Total(Sum sum) => OrganizationLiveResponse.Of(
        sum.Scope.OrganizationId, [.. sum.Watched.Keys.Select(relay.Stores.Newest).OfType<StoreLive>()], time.GetUtcNow());

    private sealed record Sum(TenantScope Scope, int Clients)
    {
        public ConcurrentDictionary<Guid, bool> Watched { get; init; } = [];

        public OrganizationLiveResponse? Sent { get; set; }
    }

    [LoggerMessage(4111, LogLevel.Warning, "An organization's totals could not be summed; tried again in a second")]
    private static partial void LogNotSummed(ILogger logger, Exception exception);
}
