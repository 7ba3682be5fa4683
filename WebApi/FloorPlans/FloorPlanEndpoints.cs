using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Ingest;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.FloorPlans;

/// <summary>A store's plan: its picture, and where on it the store's sensors look.</summary>
internal static class FloorPlanEndpoints
{
    private const int MostBytes = 1 << 20;

    private static readonly string[] Pictures = ["image/png", "image/jpeg", "image/webp"];

    public static IEndpointRouteBuilder MapFloorPlans(this IEndpointRouteBuilder api)
    {
        var plan = api.MapGroup("/stores/{id:guid}/floor-plan").WithTags("Stores").WithProblems(400, 401, 403, 404, 503);
        plan.MapGet("", GetAsync).RequireRole(Role.Viewer)
            .WithName("GetFloorPlan").WithSummary("A store's plan: the size of its picture, and where on it its sensors look.").Produces<FloorPlanAnswer>();
        plan.MapGet("/picture", GetPictureAsync).RequireRole(Role.Viewer)
            .WithName("GetFloorPlanPicture").WithSummary("The picture of a store's plan, with an ETag.")
            .Produces<byte[]>(StatusCodes.Status200OK, Pictures[0], Pictures[1..]).Produces(StatusCodes.Status304NotModified);
        plan.MapPut("", PutAsync).RequireRole(Role.StoreManager).WithPictureBody()
            .WithName("PutFloorPlan").WithSummary("Gives a store a plan, or its plan another picture: PNG, JPEG or WebP as the body, at most 1 MiB.")
            .Produces<FloorPlanAnswer>().WithProblems(413);
        plan.MapPatch("", PatchAsync).RequireRole(Role.StoreManager).WithRequestBody<FloorPlanPatch>()
            .WithName("PlaceSensorsOnFloorPlan").WithSummary("Puts sensors of the store on its plan, these and no others.").Produces<FloorPlanAnswer>();
        plan.MapDelete("", DeleteAsync).RequireRole(Role.TenantAdmin)
            .WithName("DeleteFloorPlan").WithSummary("Deletes a store's plan with the places of its sensors.").Produces<MessageResponse>();
        return api;
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext http, FloorPlanRegistry plans, CancellationToken cancellationToken) =>
        await plans.FindAsync(http.GetCaller().Scope, id, cancellationToken) is { } plan ? Ok(plan) : NoPlan(id);

    private static async Task<IResult> GetPictureAsync(Guid id, HttpContext http, FloorPlanRegistry plans, CancellationToken cancellationToken)
    {
        var scope = http.GetCaller().Scope;
        if (await plans.FindAsync(scope, id, cancellationToken) is not { } plan)
        {
            return NoPlan(id);
        }

        // The picture itself is only read when it is sent.
        var etag = Tag(plan);
        http.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(etag, useStrongComparison: false)))
        {
            http.Response.GetTypedHeaders().ETag = etag;
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        if (await plans.FindPictureAsync(scope, id, cancellationToken) is not { } picture)
        {
            return NoPlan(id);
        }

        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
        return TypedResults.Bytes(picture.Data, picture.MediaType, entityTag: etag);
    }

    private static async Task<IResult> PutAsync(Guid id, HttpContext http, StoreRegistry stores, FloorPlanRegistry plans, CancellationToken cancellationToken)
    {
        var scope = http.GetCaller().Scope;
        if (await stores.FindAsync(scope, id, cancellationToken) is null)
        {
            return NoStore(id);
        }

        using var body = await RequestBytes.ReadAsync(http.Request, MostBytes, cancellationToken);
        return await plans.SaveAsync(scope, id, FloorPlanInput.ReadPicture(body.Span), cancellationToken) is { } plan ? Ok(plan) : NoStore(id);
    }

    private static async Task<IResult> PatchAsync(
        Guid id, HttpContext http, FloorPlanRegistry plans, RegistryReader reader, CancellationToken cancellationToken)
    {
        var scope = http.GetCaller().Scope;
        if (await plans.FindAsync(scope, id, cancellationToken) is null)
        {
            return NoPlan(id);
        }

        var body = await JsonBody.ReadAsync(http.Request, cancellationToken);
        var sensors = await reader.ListStoreSensorsAsync(id, cancellationToken);
        var places = FloorPlanInput.ReadPlaces(body, sensors.Select(sensor => sensor.SensorId).ToHashSet());
        return await plans.PlaceAsync(scope, id, places, cancellationToken) is { } plan ? Ok(plan) : NoPlan(id);
    }

    private static async Task<IResult> DeleteAsync(Guid id, HttpContext http, FloorPlanRegistry plans, CancellationToken cancellationToken) =>
        await plans.DeleteAsync(http.GetCaller().Scope, id, cancellationToken)
            ? TypedResults.Ok(new MessageResponse("The plan was deleted, and the places of its sensors with it."))
            : NoPlan(id);

    private static Ok<FloorPlanAnswer> Ok(FloorPlan plan) => TypedResults.Ok(new FloorPlanAnswer(new FloorPlanResponse(
        plan.StoreId, plan.MediaType, plan.Width, plan.Height, plan.Bytes, Tag(plan).ToString(), plan.UpdatedAt,
        [.. plan.Places.Select(place => new FloorPlanPlaceShape(place.SensorId, place.X, place.Y, place.Width, place.Height, place.Rotation))])));

    private static EntityTagHeaderValue Tag(FloorPlan plan) => new($"\"{plan.Hash[..32]}\"");

    // The same words whether the store is not there or has no plan.
    private static ProblemResult NoPlan(Guid id) => Problems.NotFound($"There is no floor plan of a store {id}.");

    private static ProblemResult NoStore(Guid id) => Problems.NotFound($"There is no store {id}.");
}
