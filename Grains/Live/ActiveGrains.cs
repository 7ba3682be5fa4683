using System.Collections.Concurrent;

namespace RetailOrleans.Grains.Live;

/// <summary>The activations of one kind that this silo has, also one that the cluster's directory does not know of.</summary>
internal sealed class ActiveGrains<TFingerprint>
    where TFingerprint : class
{
    private readonly ConcurrentDictionary<IAudited<TFingerprint>, byte> _grains = new(ReferenceEqualityComparer.Instance);

    public IEnumerable<IAudited<TFingerprint>> All => _grains.Keys;

    public void Add(IAudited<TFingerprint> grain) => _grains.TryAdd(grain, 0);

    public void Remove(IAudited<TFingerprint> grain) => _grains.TryRemove(grain, out _);
}
