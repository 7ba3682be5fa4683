using RetailOrleans.Grains.Interfaces.Alerts;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>
/// The silent stores of an organization by region, as far as stores have said so lately. A region is offline when more than half of its
/// stores, at least two, are silent and one of them is offline already; it is over when no more than a quarter is silent. Silence is known
/// long before a store counts as offline, so a fleet-wide cause is told of once, by its first store.
/// </summary>
internal sealed class RegionSilence
{
    /// <summary>What a store said holds so long.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(90);

    private readonly Dictionary<Guid, (StoreSilence Silence, DateTimeOffset At)> _stores = [];

    /// <summary>How many stores each region has that can be silent: in use, with a sensor that is switched on.</summary>
    public IReadOnlyDictionary<string, int> Sizes { get; set; } = new Dictionary<string, int>();

    /// <summary>Whether somebody is silent.</summary>
    public bool Any => _stores.Count > 0;

    /// <summary>Takes what a store says. Returns whether it is news.</summary>
    public bool Accept(StoreSilence silence, DateTimeOffset now)
    {
        var isKnown = _stores.TryGetValue(silence.StoreId, out var known);
        if (silence.Rules.IsEmpty || silence.Region.Length == 0)
        {
            _stores.Remove(silence.StoreId);
            return isKnown;
        }

        _stores[silence.StoreId] = (silence, now);
        return !isKnown || known.Silence.Region != silence.Region || !known.Silence.Rules.AsSpan().SequenceEqual(silence.Rules.AsSpan());
    }

    /// <summary>Forgets stores that have not said anything for long: they are gone, and silence of theirs would be said again.</summary>
    public void Forget(DateTimeOffset now)
    {
        foreach (var (storeId, (_, at)) in _stores)
        {
            if (now - at > Memory)
            {
                _stores.Remove(storeId);
            }
        }
    }

    /// <summary>What a rule sees of each region that has silent stores.</summary>
    public void Observe(AlertRule rule, DateTimeOffset now, List<Observation> into)
    {
        foreach (var region in Of(rule).GroupBy(one => one.Region, one => one.Rule))
        {
            var (silent, size) = (region.Count(), Sizes.GetValueOrDefault(region.Key));
            var verdict = silent >= 2 && silent * 2 > size && region.Any(one => one.IsOffline) ? Verdict.Breach
                : silent * 4 <= size ? Verdict.Clear
                : Verdict.Between;
            into.Add(new Observation(AlertSubject.Region(region.Key), verdict, silent, now));
        }
    }

    /// <summary>Whether the rule may raise something about a region: where one of its stores that are offline may.</summary>
    public bool MayRaise(AlertRule rule, string region) => Of(rule).Any(one => one.Region == region && one.Rule is { IsOffline: true, MayRaise: true });

    /// <summary>Until when nobody is notified: as long as it is quiet for every silent store.</summary>
    public DateTimeOffset? QuietUntil(AlertRule rule, string region)
    {
        DateTimeOffset? first = null;
        foreach (var (_, one) in Of(rule).Where(one => one.Region == region))
        {
            if (one.QuietUntil is not { } until)
            {
                return null;
            }

            first = first < until ? first : until;
        }

        return first;
    }

    private IEnumerable<(string Region, RuleSilence Rule)> Of(AlertRule rule)
    {
        foreach (var (silence, _) in _stores.Values)
        {
            foreach (var one in silence.Rules)
            {
                if (one.RuleId == rule.Id)
                {
                    yield return (silence.Region, one);
                }
            }
        }
    }
}
