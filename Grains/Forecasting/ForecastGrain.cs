using Npgsql;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Failures;
using RetailOrleans.Grains.Interfaces.Forecasts;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Stores;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Forecasting;

/// <summary>
/// Holds one store's forecast while it is fresh. Calls are taken one after the other, so a forecast is made once however many ask for it, in
/// the whole cluster. A store that nobody asks about is forgotten.
/// </summary>
[GrainType("forecast"), CollectionAgeLimit(Minutes = 15)]
internal sealed class ForecastGrain(StoreDirectory stores, HourCountQueries hours, TimeProvider time) : Grain, IForecastGrain
{
    /// <summary>So long a forecast is given unchanged; a new hour or new settings make a new one at once.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    private (StoreForecast Forecast, long Revision, DateTimeOffset NextHour)? _known;

    public async Task<StoreForecast?> GetAsync(CancellationToken cancellationToken)
    {
        if (await stores.FindAsync(this.GetPrimaryKey(), cancellationToken) is not { } store)
        {
            _known = null;
            return null;
        }

        var now = time.GetUtcNow();
        if (_known is { } known && known.Revision == store.Revision && now < known.NextHour && now - known.Forecast.MadeAt < MaxAge)
        {
            return known.Forecast;
        }

        var calendar = StoreCalendar.Create(store.TimeZone, store.DayStart);
        var forecast = await MakeAsync(store, calendar, now, cancellationToken);

        // Where there is none yet, a back-fill may change that at any moment, and looking again costs a query only.
        _known = forecast.Hours.IsEmpty ? null : (forecast, store.Revision, calendar.HourOf(now).End);
        return forecast;
    }

    private async Task<StoreForecast> MakeAsync(StoreSettings store, StoreCalendar calendar, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = StoreHours.Of(store);
        try
        {
            var counts = await hours.ListAsync(store.StoreId, now - StoreForecaster.History, now, cancellationToken);
            return StoreForecaster.Make(store.StoreId, CountedDay.Of(counts, calendar, open, now), calendar, open, now);
        }
        catch (NpgsqlException)
        {
            throw new StorageUnavailableException("The database does not answer. Try again in a moment.");
        }
    }
}
