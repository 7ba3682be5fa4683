using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Heatmaps;

/// <summary>Where in its picture a sensor saw people: numbers, or a picture of them.</summary>
internal static class HeatmapEndpoints
{
    public static IEndpointRouteBuilder MapHeatmaps(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sensors/{id:guid}/heatmap", GetAsync).WithTags("Readings").RequireRole(Role.Viewer)
            .WithName("GetSensorHeatmap")
            .WithSummary("Where in its picture a sensor saw people on a day: JSON, or a PNG picture with Accept: image/png.")
            .Produces<HeatmapResponse>().Produces<byte[]>(StatusCodes.Status200OK, "image/png").WithProblems(400, 401, 403, 404, 503);
        return api;
    }

    private static async Task<IResult> GetAsync(
        Guid id, [FromQuery, Description("An instant with offset; the newest picture that began by then. Default: now.")] string? at, HttpContext http,
        SensorRegistry registry, SpaceHeatmaps pictures, TimeProvider time, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow();
        if (at is not null && !Instants.TryParse(at, out until))
        {
            throw ValidationErrors.Of("at", "Expected an ISO 8601 instant with an offset or Z, e.g. 2026-01-31T09:30:00Z; write a + in a query as %2B.");
        }

        if (await registry.FindAsync(http.GetCaller().Scope, id, cancellationToken) is not { } sensor)
        {
            return Problems.NotFound($"There is no sensor {id}.");
        }

        if (await pictures.FindAsync(sensor.SensorKey, until, cancellationToken) is not { } stored)
        {
            return Problems.NotFound($"Sensor {id} has no heat picture of that time. A device that has them is asked once an hour.");
        }

        http.Response.Headers.Vary = HeaderNames.Accept;
        return WantsPicture(http.Request)
            ? TypedResults.Bytes(HeatPicture.Png(stored.Picture), "image/png")
            : TypedResults.Json(HeatmapResponse.Of(id, stored), ApiJson.Default.HeatmapResponse);
    }

    private static bool WantsPicture(HttpRequest request) => request.GetTypedHeaders().Accept
        .Where(accept => accept.Quality is not 0)
        .OrderByDescending(accept => accept.Quality ?? 1)
        .FirstOrDefault(accept => accept.MediaType.Value is "image/png" or "image/*" or "application/json" or "*/*") is { MediaType.Value: "image/png" or "image/*" };
}
