using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.WebApi.Live;

/// <summary>
/// Totals over the stores that a token may see, summed in this silo from the stores that it watches, at most once a second: no grain
/// gets every event of an organization.
/// </summary>
internal sealed partial class OrganizationTotals(
    LiveRelay relay, StoreDirectory stores, TimeProvider time, ILogger<OrganizationTotals> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, OrganizationSum> _sums = [];

    /// <summary>Sums for one more listener. Answers the totals now, over all stores in scope.</summary>
    public async Task<OrganizationLiveResponse?> AddAsync(TenantScope scope, ILiveListener listener)
    {
        OrganizationSum sum;
        do
        {
            sum = _sums.GetOrAdd(Audience.Organization(scope), _ => new OrganizationSum(scope, relay, stores, time));
        }
        while (!sum.TryAdd(listener));

        try
        {
            await sum.FollowAsync();
            return sum.Total();
        }
        catch
        {
            sum.Remove(listener);
            throw;
        }
    }

    /// <summary>One listener less.</summary>
    public void Remove(TenantScope scope, ILiveListener listener)
    {
        if (_sums.TryGetValue(Audience.Organization(scope), out var sum))
        {
            sum.Remove(listener);
        }
    }

    /// <summary>Tells those who watch an organization and may see a store something; without a store, those who may see all.</summary>
    public void Tell(Guid organizationId, Guid? storeId, LiveNews news)
    {
        foreach (var (_, sum) in _sums)
        {
            if (sum.Includes(organizationId, storeId))
            {
                sum.Tell(news);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Task.WhenAll(_sums.Select(entry => SumAsync(entry.Key, entry.Value)));
        }
    }

    private async Task SumAsync(string audience, OrganizationSum sum)
    {
        if (sum.TryClose())
        {
            _sums.TryRemove(new KeyValuePair<string, OrganizationSum>(audience, sum));
            return;
        }

        try
        {
            sum.TellTotal();
            await sum.FollowAsync();
        }
        catch (Exception exception)
        {
            LogNotSummed(logger, exception);
        }
    }

    [LoggerMessage(4111, LogLevel.Warning, "Not all stores of an organization could be summed; tried again in a second")]
    private static partial void LogNotSummed(ILogger logger, Exception exception);
}
