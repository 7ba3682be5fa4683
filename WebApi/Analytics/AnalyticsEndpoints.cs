using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Csv;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>What happened, from rollups, and what is to be expected.</summary>
internal static class AnalyticsEndpoints
{
    public static IEndpointRouteBuilder MapAnalytics(this IEndpointRouteBuilder api)
    {
        api.MapGet("/analytics", GetAsync).WithTags("Analytics").WithName("GetAnalytics").RequireRole(Role.Viewer)
            .WithSummary("Hours (type=hourly), business days (daily), stores beside each other (comparison), the next 14 days of a store (forecast) or hours unlike "
                + "their hour of the week (anomalies), as rows, chart data and summary. "
                + "With Accept: text/csv the rows alone, as a table (role analyst).")
            .WithAnswers(typeof(HourlyAnalyticsResponse), typeof(DailyAnalyticsResponse), typeof(ComparisonResponse), typeof(HourOfWeekResponse),
                typeof(ForecastResponse), typeof(AnomaliesResponse))
            .WithProblems(400, 401, 403, 404, 503);
        return api;
    }

    private static async Task<IResult> GetAsync(
        [AsParameters] AnalyticsQuery query, HttpContext http, StoreDirectory stores, SensorDirectory sensors, HourlyAnalytics hourly, DailyAnalytics daily,
        ForecastAnalytics forecasts, AnomalyAnalytics anomalies, CancellationToken cancellationToken)
    {
        var question = query.Read();
        var csv = CsvStream.IsWanted(http.Request);
        if (csv && !http.GetCaller().Has(Role.Analyst))
        {
            return Problems.Forbidden($"Exports need the role {Role.Analyst.NameOf()} or higher; the token has {http.GetCaller().Role.NameOf()}. Ask for application/json.");
        }

        var (target, missing) = await FindAsync(query, question, http.GetCaller().Scope, stores, sensors, cancellationToken);
        if (target is null)
        {
            return Problems.NotFound(missing!);
        }

        if (question.Type is AnalyticsQuery.Forecast)
        {
            var store = target.Stores[0];
            return await forecasts.FindAsync(target, question, cancellationToken) is not { } forecast ? Problems.NotFound(NoStore(store.StoreId))
                : csv ? new CsvResult(response => ForecastAnalytics.WriteCsvAsync(response, query.Bom == true, store, forecast, cancellationToken))
                : TypedResults.Json(ForecastAnalytics.Answer(store, forecast), ApiJson.Default.ForecastResponse);
        }

        if (question.Type is AnalyticsQuery.Anomalies)
        {
            hourly.Limit(target, question);
            var hours = await anomalies.JudgeAsync(target, question, cancellationToken);
            return csv
                ? new CsvResult(response => AnomalyAnalytics.WriteCsvAsync(response, query.Bom == true, hours, cancellationToken))
                : TypedResults.Json(AnomalyAnalytics.Answer(hours, target.Stores.Count == 1), ApiJson.Default.AnomaliesResponse);
        }

        if (question is { Type: AnalyticsQuery.Hourly, GroupBy: "hour_of_week" })
        {
            hourly.Limit(target, question);
            var week = HourOfWeek.Of(await hourly.ListAsync(target, question with { Granularity = "hour" }, question.Range, cancellationToken));
            return csv
                ? new CsvResult(response => AnalyticsCsv.WriteAsync(response, query.Bom == true, week, cancellationToken))
                : TypedResults.Json(week, ApiJson.Default.HourOfWeekResponse);
        }

        if (csv)
        {
            if (question.Type is AnalyticsQuery.Hourly)
            {
                hourly.Limit(target, question, isStreamed: true);
                return new CsvResult(response => AnalyticsCsv.WriteAsync(
                    response, query.Bom == true, hourly.StreamAsync(target, question, question.Range, cancellationToken), cancellationToken));
            }

            var days = await daily.ListAsync(target, question, question.Range, cancellationToken);
            return new CsvResult(response => AnalyticsCsv.WriteAsync(response, query.Bom == true, days, cancellationToken));
        }

        return question.Type switch
        {
            AnalyticsQuery.Hourly => TypedResults.Json(await hourly.AnswerAsync(target, question, cancellationToken), ApiJson.Default.HourlyAnalyticsResponse),
            AnalyticsQuery.Daily => TypedResults.Json(await daily.AnswerAsync(target, question, cancellationToken), ApiJson.Default.DailyAnalyticsResponse),
            _ => TypedResults.Json(await daily.CompareAsync(target, question, cancellationToken), ApiJson.Default.ComparisonResponse),
        };
    }

    private static string NoStore(Guid storeId) => $"There is no store {storeId}. GET /api/stores lists those there are.";

    /// <summary>Whom the question is about; or what of it the caller can't see, which is the same as what does not exist.</summary>
    private static async Task<(AnalyticsTarget? Target, string? Missing)> FindAsync(
        AnalyticsQuery query, AnalyticsQuestion question, TenantScope scope, StoreDirectory stores, SensorDirectory sensors, CancellationToken cancellationToken)
    {
        if (query.SensorId is { } sensorId)
        {
            var sensor = await sensors.FindAsync(sensorId, cancellationToken);
            var store = sensor is null ? null : await stores.FindAsync(scope, sensor.StoreId, cancellationToken);
            return sensor is null || store is null || (query.StoreId is not null && query.StoreId != store.StoreId)
                ? (null, $"There is no sensor {sensorId}. GET /api/sensors lists those there are.")
                : (new AnalyticsTarget([store], (sensor.SensorId, sensor.SensorKey)), null);
        }

        if (query.StoreId is { } storeId && question.Type is not AnalyticsQuery.Comparison)
        {
            return await stores.FindAsync(scope, storeId, cancellationToken) is { } store
                ? (new AnalyticsTarget([store]), null)
                : (null, NoStore(storeId));
        }

        var all = await stores.ListAsync(scope, cancellationToken);
        if (question.Stores is not { } wanted)
        {
            return (new AnalyticsTarget([.. all.OrderBy(store => store.Name, StringComparer.Ordinal).ThenBy(store => store.StoreId)]), null);
        }

        var byId = all.ToDictionary(store => store.StoreId);
        for (var i = 0; i < wanted.Count; i++)
        {
            // Directories may be a moment old; only the database says that there is none.
            if (!byId.ContainsKey(wanted[i]) && await stores.FindAsync(scope, wanted[i], cancellationToken) is { } late)
            {
                byId.Add(late.StoreId, late);
            }
        }

        var unknown = wanted.Where(id => !byId.ContainsKey(id)).ToArray();
        return unknown.Length == 0
            ? (new AnalyticsTarget([.. wanted.Select(id => byId[id])]), null)
            : (null, $"There is no store {string.Join(", ", unknown.Take(20))}. GET /api/stores lists those there are.");
    }
}
