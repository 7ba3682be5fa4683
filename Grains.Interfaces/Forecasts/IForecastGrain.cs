namespace RetailOrleans.Grains.Interfaces.Forecasts;

/// <summary>
/// What a store may expect, by the store's id. Remembers its forecast for some minutes; who asks meanwhile, or while it is made, gets the same.
/// </summary>
[Alias("retail.IForecastGrain"), GrainInterfaceType("retail.forecast")]
public interface IForecastGrain : IGrainWithGuidKey
{
    /// <summary>The forecast; null when there is no such store.</summary>
    [Alias("Get")]
    Task<StoreForecast?> GetAsync(CancellationToken cancellationToken = default);
}
