using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>What happened, from rollups.</summary>
internal static class AnalyticsEndpoints
{
    public static IEndpointRouteBuilder MapAnalytics(this IEndpointRouteBuilder api)
    {
        api.MapGet("/analytics", GetAsync).WithTags("Analytics").WithName("GetAnalytics").RequireRole(Role.Viewer)
            .WithSummary("Hourly analytics (type=hourly) of a store, a sensor or all stores, as rows, chart data and summary.")
            .Produces<HourlyAnalyticsResponse>().WithProblems(400, 401, 403, 404, 503);
        return api;
    }

    private static async Task<IResult> GetAsync(
        HttpContext http, StoreDirectory stores, SensorDirectory sensors, RegistryReader registry, RollupQueries rollups,
        string? type, string? start_date, string? end_date, Guid? store_id, Guid? sensor_id, string? metric, string? group_by,
        CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        Choose(errors, "type", type, ["hourly"]);
        Choose(errors, "metric", metric, HourlyChart.Metrics);
        Choose(errors, "group_by", group_by, ["sensor"]);
        var range = AnalyticsRange.Read(start_date, end_date, errors);
        errors.ThrowIfAny();

        var scope = http.GetCaller().Scope;
        if (sensor_id is { } sensorId)
        {
            var sensor = await sensors.FindAsync(sensorId, cancellationToken);
            var store = sensor is null ? null : await stores.FindAsync(scope, sensor.StoreId, cancellationToken);
            return sensor is null || store is null || (store_id is not null && store_id != store.StoreId)
                ? Problems.NotFound($"There is no sensor {sensorId}. GET /api/sensors lists those there are.")
                : Answer([await SensorAsync(store, sensor.SensorId, sensor.SensorKey)], metric);
        }

        if (store_id is { } storeId)
        {
            return await stores.FindAsync(scope, storeId, cancellationToken) is not { } store
                ? Problems.NotFound($"There is no store {storeId}. GET /api/stores lists those there are.")
                : Answer(group_by is null ? [await StoreAsync(store)] : await SensorsAsync(store), metric);
        }

        var all = new List<HourlySeries>();
        foreach (var store in (await stores.ListAsync(scope, cancellationToken)).OrderBy(store => store.Name, StringComparer.Ordinal))
        {
            all.AddRange(group_by is null ? [await StoreAsync(store)] : await SensorsAsync(store));
        }

        return Answer(all, metric);

        async Task<HourlySeries> StoreAsync(StoreSettings store)
        {
            var (calendar, from, to) = In(store);
            return HourlySeries.Of(store, null, calendar, from, to, await rollups.ListStoreHoursAsync(store.StoreId, from, to, cancellationToken));
        }

        async Task<HourlySeries> SensorAsync(StoreSettings store, Guid id, int key)
        {
            var (calendar, from, to) = In(store);
            return HourlySeries.Of(store, id, calendar, from, to, await rollups.ListSensorHoursAsync(store.StoreId, key, from, to, cancellationToken));
        }

        async Task<IReadOnlyList<HourlySeries>> SensorsAsync(StoreSettings store)
        {
            var (calendar, from, to) = In(store);
            var ids = (await registry.ListStoreSensorsAsync(store.StoreId, cancellationToken)).ToDictionary(sensor => sensor.SensorKey, sensor => sensor.SensorId);
            var hours = await rollups.ListSensorHoursAsync(store.StoreId, from, to, cancellationToken);
            return [.. hours.GroupBy(row => row.SensorKey).Where(rows => ids.ContainsKey(rows.Key))
                .Select(rows => HourlySeries.Of(store, ids[rows.Key], calendar, from, to, rows))];
        }

        (StoreCalendar Calendar, DateTimeOffset From, DateTimeOffset To) In(StoreSettings store)
        {
            var calendar = StoreCalendar.Create(store.TimeZone, store.DayStart);
            var (from, to) = range!.In(calendar);
            return (calendar, from, to);
        }
    }

    private static JsonHttpResult<HourlyAnalyticsResponse> Answer(IReadOnlyList<HourlySeries> series, string? metric)
    {
        var rows = series.SelectMany(one => one.Rows).OfType<HourRow>().ToArray();
        var answer = rows.Length == 0
            ? new HourlyAnalyticsResponse([], new ChartResponse([], []), new HourlySummary(0, 0, 0, null))
            : new HourlyAnalyticsResponse(
                [.. series.SelectMany(one => one.Responses)], HourlyChart.Of(series, metric ?? HourlyChart.Metrics[0]),
                new HourlySummary(
                    rows.Sum(row => row.Entries), rows.Sum(row => row.Exits), Math.Round(rows.Average(row => row.AvgOccupancy), 2), rows.Max(row => row.PeakOccupancy)));
        return TypedResults.Json(answer, ApiJson.Default.HourlyAnalyticsResponse);
    }

    private static void Choose(ValidationErrors errors, string field, string? value, IReadOnlyList<string> allowed)
    {
        if (value is not null && !allowed.Contains(value))
        {
            errors.Add(field, $"'{(value.Length <= 40 ? value : value[..40])}' is not available. Give {string.Join(", ", allowed)}, or leave it out.");
        }
    }
}
