using Microsoft.AspNetCore.Http;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Analytics;
using RetailOrleans.WebApi.Csv;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Readings;

/// <summary>Pages of hours (data_type=hourly_analytics) and business days (daily_summary), newest first, in the rows of analytics.</summary>
internal sealed class RollupPages(RollupListing listing, DayQueries days, StoreDirectory stores, SensorDirectory sensors, TimeProvider time)
{
    public const string Hours = "hourly_analytics";
    public const string Days = "daily_summary";

    private static readonly AnalyticsQuestion OneDay = Question("day");
    private static readonly AnalyticsQuestion OneHour = Question("hour");

    public async Task<IResult> ListAsync(ReadingQuery query, HttpContext http, TenantScope scope, CancellationToken cancellationToken)
    {
        var (from, to, limit, offset, after) = query.ReadRollups();
        if (query.SensorId is not null && query.DataType == Days)
        {
            throw ValidationErrors.Of("sensor_id", "daily_summary is about stores. Give store_id, or ask for hourly_analytics.");
        }

        var (found, sensor, missing) = await FindAsync(query, scope, cancellationToken);
        if (missing is not null)
        {
            return Problems.NotFound(missing);
        }

        var byId = found.ToDictionary(store => store.StoreId, store => new StoreClock(store, time.GetUtcNow()));
        return query.DataType == Hours
            ? await HoursAsync(query, http, byId, sensor, from, to, limit, offset, after, cancellationToken)
            : await DaysAsync(query, http, byId, from, to, limit, offset, after, cancellationToken);
    }

    private async Task<IResult> HoursAsync(
        ReadingQuery query, HttpContext http, Dictionary<Guid, StoreClock> clocks, SensorEntry? sensor, DateTimeOffset? from, DateTimeOffset? to, int limit,
        int offset, RollupPlace? after, CancellationToken cancellationToken)
    {
        HourlySeries Series((Guid StoreId, HourRow Row) one) =>
            HourlySeries.Of(clocks[one.StoreId], sensor?.SensorId, one.Row.HourStart, one.Row.HourStart.AddTicks(1), [one.Row], OneHour);
        Task<(System.Collections.Immutable.ImmutableArray<(Guid StoreId, HourRow Row)> Rows, long Total)> Page(int rows, int skip, RollupPlace? place) => listing.ListHoursAsync(
            clocks.Keys, sensor?.SensorKey ?? HourRow.Store, from ?? DateTimeOffset.UnixEpoch, to ?? DateTimeOffset.MaxValue, rows, skip, place, cancellationToken);

        if (CsvStream.IsWanted(http.Request))
        {
            return new CsvResult(response => AnalyticsCsv.WriteAsync(response, query.Bom == true, All(), cancellationToken));
        }

        var (rows, total) = await Page(limit + 1, after is null ? offset : 0, after);
        var next = rows.Length > limit ? new RollupPlace(rows[limit - 1].Row.HourStart.UtcDateTime, rows[limit - 1].StoreId) : null;
        return TypedResults.Json(
            new HourListAnswer([.. rows.Take(limit).SelectMany(one => Series(one).Responses)], new Pagination(limit, offset, total, next?.ToString())), ApiJson.Default.HourListAnswer);

        async IAsyncEnumerable<HourlySeries> All()
        {
            for (RollupPlace? place = null; ;)
            {
                var (piece, _) = await Page(ReadingQuery.MaxLimit, 0, place);
                foreach (var one in piece)
                {
                    yield return Series(one);
                }

                if (piece.Length < ReadingQuery.MaxLimit)
                {
                    yield break;
                }

                place = new RollupPlace(piece[^1].Row.HourStart.UtcDateTime, piece[^1].StoreId);
            }
        }
    }

    private async Task<IResult> DaysAsync(
        ReadingQuery query, HttpContext http, Dictionary<Guid, StoreClock> clocks, DateTimeOffset? from, DateTimeOffset? to, int limit, int offset,
        RollupPlace? after, CancellationToken cancellationToken)
    {
        // A day is in the range when it starts there; stores in several zones are a day apart at most.
        var first = from is { } start ? DateOnly.FromDateTime(start.UtcDateTime.AddHours(-14)) : StoreCalendar.FirstDate;
        var last = to is { } end ? DateOnly.FromDateTime(end.UtcDateTime.AddHours(14)) : StoreCalendar.LastDate;
        if (from is not null || to is not null)
        {
            var dates = clocks.Values.Select(clock => (
                First: from is { } f ? DayFrom(clock.Calendar, f) : first, Last: to is { } t ? DayFrom(clock.Calendar, t).AddDays(-1) : last)).ToArray();
            (first, last) = dates.Length == 0 ? (first, last) : (dates.Min(date => date.First), dates.Max(date => date.Last));
        }

        if (CsvStream.IsWanted(http.Request))
        {
            var all = new List<DailySeries>();
            for (RollupPlace? place = null; ;)
            {
                var (piece, _) = await listing.ListDaysAsync(clocks.Keys, first, last, ReadingQuery.MaxLimit, 0, place, cancellationToken);
                all.AddRange(await SeriesAsync(piece));
                if (piece.Length < ReadingQuery.MaxLimit || all.Count > MostCsvDays)
                {
                    break;
                }

                place = Place(piece[^1]);
            }

            return new CsvResult(response => AnalyticsCsv.WriteAsync(response, query.Bom == true, all, cancellationToken));
        }

        var (rows, total) = await listing.ListDaysAsync(clocks.Keys, first, last, limit + 1, after is null ? offset : 0, after, cancellationToken);
        var page = rows.Take(limit).ToArray();
        var next = rows.Length > limit ? Place(page[^1]) : null;
        return TypedResults.Json(
            new DayListAnswer([.. (await SeriesAsync(page)).SelectMany(one => one.Responses)], new Pagination(limit, offset, total, next?.ToString())),
            ApiJson.Default.DayListAnswer);

        async Task<IReadOnlyList<DailySeries>> SeriesAsync(IReadOnlyList<DayRow> piece)
        {
            if (piece.Count == 0)
            {
                return [];
            }

            var before = await days.ListEntriesAsync(
                [.. piece.Select(row => row.StoreId).Distinct()], piece.Min(row => row.Date).AddDays(-DailySeries.DaysBefore), piece.Max(row => row.Date), cancellationToken);
            return [.. piece.Select(row => DailySeries.Of(clocks[row.StoreId], row.Date, row.Date, [row], before, OneDay))];
        }
    }

    /// <summary>A table of days that is made in memory has no more of them.</summary>
    private const int MostCsvDays = 250_000;

    private static RollupPlace Place(DayRow row) => new(row.Date.ToDateTime(TimeOnly.MinValue), row.StoreId);

    /// <summary>The first business day that starts at or after an instant.</summary>
    private static DateOnly DayFrom(StoreCalendar calendar, DateTimeOffset instant)
    {
        var day = calendar.DayOf(instant);
        return day.Start == instant ? day.Date : day.Date.AddDays(1);
    }

    private async Task<(IReadOnlyList<StoreSettings> Stores, SensorEntry? Sensor, string? Missing)> FindAsync(
        ReadingQuery query, TenantScope scope, CancellationToken cancellationToken)
    {
        if (query.SensorId is { } sensorId)
        {
            var sensor = await sensors.FindAsync(sensorId, cancellationToken);
            var store = sensor is null ? null : await stores.FindAsync(scope, sensor.StoreId, cancellationToken);
            return sensor is null || store is null || (query.StoreId is not null && query.StoreId != store.StoreId)
                ? ([], null, $"There is no sensor {sensorId}. GET /api/sensors lists those there are.")
                : ([store], sensor, null);
        }

        if (query.StoreId is { } storeId)
        {
            return await stores.FindAsync(scope, storeId, cancellationToken) is { } store
                ? ([store], null, null)
                : ([], null, $"There is no store {storeId}. GET /api/stores lists those there are.");
        }

        return (await stores.ListAsync(scope, cancellationToken), null, null);
    }

    private static AnalyticsQuestion Question(string granularity) => new(
        AnalyticsQuery.Daily, AnalyticsRange.Any, AnalyticsQuery.Metrics[0], granularity, PeriodCalendar.Iso, null, null, null, false);
}
