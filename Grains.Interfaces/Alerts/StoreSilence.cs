using System.Collections.Immutable;

namespace RetailOrleans.Grains.Interfaces.Alerts;

/// <summary>What a store knows of its own silence: a whole state, not a difference.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="Region">Its region; empty = none.</param>
/// <param name="Rules">Rules of the whole organization by which most of its sensors are silent; empty = it is well.</param>
[GenerateSerializer, Immutable, Alias("retail.StoreSilence")]
public sealed record StoreSilence(
    [property: Id(0)] Guid StoreId,
    [property: Id(1)] string Region,
    [property: Id(2)] ImmutableArray<RuleSilence> Rules);
