using System.Text.Json.Serialization;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>The next 14 days of a store, as rows, as a chart, and summed up. Empty where the store's history says too little; the summary says so.</summary>
/// <param name="Data">A row for every hour that has not begun and in which the store is open.</param>
/// <param name="Days">The same by business day.</param>
/// <param name="ChartData">Three lines: what is expected, and the ends of the interval.</param>
/// <param name="Summary">What it is made of.</param>
public sealed record ForecastResponse(
    IReadOnlyList<ForecastHourResponse> Data, IReadOnlyList<ForecastDayResponse> Days, [property: JsonPropertyName("chartData")] ChartResponse ChartData,
    ForecastSummary Summary);

/// <summary>One local hour that is still to come.</summary>
/// <param name="StoreId">Whose.</param>
/// <param name="Date">Of the business day.</param>
/// <param name="HourStart">UTC.</param>
/// <param name="TotalEntries">The middle of what is to be expected, persons.</param>
/// <param name="TotalEntriesLow">The interval's lower end, persons.</param>
/// <param name="TotalEntriesHigh">The interval's upper end, persons.</param>
public sealed record ForecastHourResponse(
    Guid StoreId, DateOnly Date, DateTimeOffset HourStart, double TotalEntries, int TotalEntriesLow, int TotalEntriesHigh);

/// <summary>One business day, as far as it is still to come.</summary>
/// <param name="StoreId">Whose.</param>
/// <param name="Date">The local date on which it starts.</param>
/// <param name="TotalEntries">Sum of its hours.</param>
/// <param name="TotalEntriesLow">The interval's lower end; a day is known better than the sum of its hours' intervals.</param>
/// <param name="TotalEntriesHigh">The interval's upper end.</param>
public sealed record ForecastDayResponse(Guid StoreId, DateOnly Date, double TotalEntries, int TotalEntriesLow, int TotalEntriesHigh);

/// <summary>What a forecast is made of.</summary>
/// <param name="TotalEntries">Sum of the rows.</param>
/// <param name="Coverage">The part of hours that is to be expected within their interval.</param>
/// <param name="MadeAt">It is made anew when a new hour begins, when settings change, and after ten minutes.</param>
/// <param name="Until">As far as forecasts reach.</param>
/// <param name="IsAvailable">False while the history is too short.</param>
/// <param name="CountedDays">Past days that say something.</param>
/// <param name="NeededDays">So many there have to be.</param>
/// <param name="FirstDay">The first of them.</param>
/// <param name="LastDay">The last of them.</param>
/// <param name="Notice">What stands in the way, and what to do; null when nothing does.</param>
public sealed record ForecastSummary(
    double TotalEntries, double Coverage, DateTimeOffset MadeAt, DateTimeOffset Until, bool IsAvailable, int CountedDays, int NeededDays, DateOnly? FirstDay,
    DateOnly? LastDay, string? Notice);
