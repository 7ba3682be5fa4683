using System.Collections.Immutable;

namespace RetailOrleans.Grains.Interfaces.Forecasts;

/// <summary>A store's next two weeks, made from its own past.</summary>
/// <param name="StoreId">Whose.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Until">Where it ends, UTC, exclusive.</param>
/// <param name="Coverage">The part of hours that is to be expected within their intervals, such as 0.8.</param>
/// <param name="CountedDays">Past days that say something, of the last two years or so.</param>
/// <param name="NeededDays">With fewer there is no forecast.</param>
/// <param name="FirstDay">The first of them; null without any.</param>
/// <param name="LastDay">The last of them.</param>
/// <param name="Hours">Hours that have not begun and in which the store is open, in order; empty with too little history.</param>
/// <param name="Days">The days of these hours.</param>
[GenerateSerializer, Immutable, Alias("retail.StoreForecast")]
public sealed record StoreForecast(
    [property: Id(0)] Guid StoreId, [property: Id(1)] DateTimeOffset MadeAt, [property: Id(2)] DateTimeOffset Until, [property: Id(3)] double Coverage,
    [property: Id(4)] int CountedDays, [property: Id(5)] int NeededDays, [property: Id(6)] DateOnly? FirstDay, [property: Id(7)] DateOnly? LastDay,
    [property: Id(8)] ImmutableArray<ForecastHour> Hours, [property: Id(9)] ImmutableArray<ForecastDay> Days);
