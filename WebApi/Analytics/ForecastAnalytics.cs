using System.Globalization;
using Microsoft.AspNetCore.Http;
using RetailOrleans.Grains.Interfaces.Forecasts;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Csv;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>Answers what a store may expect. The store's forecast grain makes and remembers it.</summary>
internal sealed class ForecastAnalytics(IGrainFactory grains, TimeProvider time)
{
    private static readonly string[] Columns =
        ["store_id", "store_name", "date", "hour_start", "local_start", "total_entries", "total_entries_low", "total_entries_high"];

    /// <summary>The forecast of the only store, cut to the range when there is one; null when the store has gone meanwhile.</summary>
    /// <exception cref="ValidationException">The range has no future hour that forecasts reach.</exception>
    public async Task<StoreForecast?> FindAsync(AnalyticsTarget target, AnalyticsQuestion question, CancellationToken cancellationToken)
    {
        var store = target.Stores[0];
        var forecast = await grains.GetGrain<IForecastGrain>(store.StoreId).GetAsync(cancellationToken);
        if (forecast is null || question.Range == AnalyticsRange.Any)
        {
            return forecast;
        }

        var (from, to) = question.Range.In(new StoreClock(store, time.GetUtcNow()).Calendar);
        if (to <= forecast.MadeAt)
        {
            throw ValidationErrors.Of("end_date", $"A forecast is about the future, from {Utc(forecast.MadeAt)} on; the range ends {Utc(to)}. Ask for type=hourly, or for later days.");
        }

        if (from >= forecast.Until)
        {
            throw ValidationErrors.Of("start_date", $"Forecasts reach 14 days, until {Utc(forecast.Until)}; the range begins {Utc(from)}. Ask for earlier days.");
        }

        var hours = forecast.Hours.RemoveAll(hour => hour.Start < from || hour.Start >= to);
        var whole = hours.Length == forecast.Hours.Length ? forecast.Days : forecast.Days.RemoveAll(day => CountOf(hours, day) != CountOf(forecast.Hours, day));
        return forecast with { Hours = hours, Days = whole };

        static int CountOf(IEnumerable<ForecastHour> hours, ForecastDay day) => hours.Count(hour => hour.Date == day.Date);
    }

    public static ForecastResponse Answer(StoreSettings store, StoreForecast forecast) => new(
        [.. forecast.Hours.Select(hour => new ForecastHourResponse(store.StoreId, hour.Date, hour.Start, hour.Entries, hour.Low, hour.High))],
        [.. forecast.Days.Select(day => new ForecastDayResponse(store.StoreId, day.Date, day.Entries, day.Low, day.High))],
        forecast.Hours.IsEmpty
            ? new ChartResponse([], [])
            : new ChartResponse(
                [.. forecast.Hours.Select(Local)],
                [
                    Charts.Dataset("Entries (forecast)", 0, [.. forecast.Hours.Select(hour => (double?)hour.Entries)]),
                    Charts.Dataset(Name("Low", forecast), 4, [.. forecast.Hours.Select(hour => (double?)hour.Low)]),
                    Charts.Dataset(Name("High", forecast), 4, [.. forecast.Hours.Select(hour => (double?)hour.High)]),
                ]),
        new ForecastSummary(
            Math.Round(forecast.Hours.Sum(hour => hour.Entries), 1), forecast.Coverage, forecast.MadeAt, forecast.Until,
            forecast.CountedDays >= forecast.NeededDays, forecast.CountedDays, forecast.NeededDays, forecast.FirstDay, forecast.LastDay, Notice(forecast)));

    public static async Task WriteCsvAsync(
        HttpResponse response, bool bom, StoreSettings store, StoreForecast forecast, CancellationToken cancellationToken)
    {
        await using var csv = CsvStream.Begin(response, "forecast", bom, Columns);
        foreach (var hour in forecast.Hours)
        {
            await csv.RowAsync([store.StoreId, store.Name, hour.Date, hour.Start, Local(hour), hour.Entries, hour.Low, hour.High], cancellationToken);
        }

        await csv.EndAsync(cancellationToken);
    }

    private static string? Notice(StoreForecast forecast) =>
        forecast.CountedDays < forecast.NeededDays
            ? $"A forecast needs {forecast.NeededDays} days that were counted while the store was open; there are {forecast.CountedDays}. Ask again in {forecast.NeededDays - forecast.CountedDays} days, or back-fill what sensors have stored."
            : forecast.Hours.IsEmpty ? "The store is closed in all of these hours. Check its operating hours if it is not." : null;

    private static string Name(string end, StoreForecast forecast) => string.Create(CultureInfo.InvariantCulture, $"{end} ({100 * forecast.Coverage:0} %)");

    private static string Local(ForecastHour hour) => hour.LocalStart.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
