using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Heatmaps;

/// <summary>Where in a store people were: the pictures of its sensors at one scale, to be laid over its plan.</summary>
internal static class StoreHeatmapEndpoint
{
    /// <summary>As many pictures of each sensor are summed up at most, and as many sensors.</summary>
    private const int MostDays = 31;

    private const int MostSensors = 64;

    public static IEndpointRouteBuilder MapStoreHeatmap(this IEndpointRouteBuilder api)
    {
        api.MapGet("/stores/{id:guid}/heatmap", GetAsync).WithTags("Readings").RequireRole(Role.Viewer)
            .WithName("GetStoreHeatmap")
            .WithSummary("Where the sensors of a store saw people: one picture a sensor, summed up over the days of the range and all at one scale.")
            .Produces<StoreHeatmapResponse>().WithProblems(400, 401, 403, 404, 503);
        return api;
    }

    private static async Task<IResult> GetAsync(
        Guid id, [FromQuery, Description("An instant with offset: pictures that began then or later; default: a day before end.")] string? start,
        [FromQuery, Description("An instant with offset, exclusive; at most 31 days after start; default: now.")] string? end, HttpContext http,
        StoreRegistry stores, RegistryReader reader, SpaceHeatmaps pictures, TimeProvider time, CancellationToken cancellationToken)
    {
        var (from, to) = Range(start, end, time.GetUtcNow());
        if (await stores.FindAsync(http.GetCaller().Scope, id, cancellationToken) is null)
        {
            return Problems.NotFound($"There is no store {id}.");
        }

        var sensors = (await reader.ListStoreSensorsAsync(id, cancellationToken)).Take(MostSensors).ToArray();
        var sums = await pictures.SumAsync([.. sensors.Select(sensor => sensor.SensorKey)], from, to, cancellationToken);
        var highest = sums.Values.Select(sum => sum.Values.Max()).DefaultIfEmpty(0).Max();
        return TypedResults.Json(
            new StoreHeatmapResponse(
                id, from, to, highest,
                [.. sensors.Where(sensor => sums.ContainsKey(sensor.SensorKey)).Select(sensor => SensorHeat.Of(sensor, sums[sensor.SensorKey], highest))]),
            ApiJson.Default.StoreHeatmapResponse);
    }

    private static (DateTimeOffset From, DateTimeOffset To) Range(string? start, string? end, DateTimeOffset now)
    {
        var errors = new ValidationErrors();
        var to = Instant(end, "end", errors) ?? now;
        var from = Instant(start, "start", errors) ?? to.AddDays(-1);
        if (!errors.Any && from >= to)
        {
            errors.Add("end", "end is not after start; it is exclusive.");
        }
        else if (!errors.Any && to - from > TimeSpan.FromDays(MostDays).Add(TimeSpan.FromHours(2)))
        {
            // Two hours more, for a month of local days in which the clocks change.
            errors.Add("end", $"Expected at most {MostDays} days between start and end.");
        }

        errors.ThrowIfAny();
        return (from, to);
    }

    private static DateTimeOffset? Instant(string? text, string field, ValidationErrors errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // A plus sign that was not escaped in the query arrives as a space.
        if (Instants.TryParse(text, out var instant) || Instants.TryParse(text.Replace(' ', '+'), out instant))
        {
            return instant;
        }

        errors.Add(field, "Expected an ISO 8601 instant with an offset or Z, e.g. 2026-01-31T09:30:00Z.");
        return null;
    }
}
