using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Ingest;

/// <summary>Readings that clients post.</summary>
internal static class IngestEndpoints
{
    public static IEndpointRouteBuilder MapIngest(this IEndpointRouteBuilder api)
    {
        // Once, not for each request: all that it needs lives as long as the server.
        var ingest = ActivatorUtilities.CreateInstance<ReadingIngest>(api.ServiceProvider);
        var sensors = api.MapGroup("/sensors").WithTags("Readings").RequireIngest().WithProblems(400, 401, 403, 404, 413, 503);
        sensors.MapPost("/data", ingest.PostDataAsync).WithName("PostReadings")
            .WithSummary("Stores records of one type, of any sensors; all or none. The same again has no effect, other numbers replace. dry_run=true checks and stores nothing.")
            .WithRequestBody<DataRequestShape>().Produces<IngestResponse>(StatusCodes.Status201Created);
        sensors.MapPost("/bulk-ingest", ingest.PostBulkAsync).WithName("PostReadingsInBulk")
            .WithSummary("Stores records of any types, of one sensor. Good records are kept when others are bad: then 207; when none is good, 422. dry_run=true checks and stores nothing.")
            // For the inflating middleware, which runs before the endpoint and has the server's limit otherwise.
            .WithMetadata(new RequestSizeLimitAttribute(ReadingIngest.BulkLimit))
            .WithRequestBody<BulkRequestShape>().Produces<BulkIngestResponse>(StatusCodes.Status201Created)
            .Produces<BulkIngestResponse>(StatusCodes.Status207MultiStatus).Produces<BulkIngestResponse>(StatusCodes.Status422UnprocessableEntity);
        return api;
    }
}
