using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Whom a question is about, as far as the caller may see them.</summary>
/// <param name="Stores">In the order of the answer.</param>
/// <param name="Sensor">One sensor of the only store; null = the stores themselves.</param>
internal sealed record AnalyticsTarget(IReadOnlyList<StoreSettings> Stores, (Guid Id, int Key)? Sensor = null);
