using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;
using RetailOrleans.WebApi.Paging;
using RetailOrleans.WebApi.Rollups;

namespace RetailOrleans.WebApi.Stores;

/// <summary>Registering, changing and deleting stores.</summary>
public static class StoreEndpoints
{
    /// <summary>Maps /api/stores.</summary>
    public static RouteGroupBuilder MapStores(this IEndpointRouteBuilder endpoints)
    {
        var stores = endpoints.MapGroup("/api/stores").WithTags("Stores").WithProblems(400, 401, 403, 503);
        stores.MapGet("", ListAsync).RequireRole(Role.Viewer)
            .WithName("ListStores").WithSummary("Lists stores, newest first.").Produces<StoreListAnswer>();
        stores.MapPost("", CreateAsync).RequireRole(Role.StoreManager).WithRequestBody<StoreRequest>()
            .WithName("CreateStore").WithSummary("Registers a store.").Produces<StoreAnswer>(201).WithProblems(409);
        stores.MapPatch("", PatchByBodyAsync).RequireRole(Role.StoreManager).WithRequestBody<StorePatch>()
            .WithName("ChangeStoreByBody").WithSummary("Changes the store that the body names.").Produces<StoreAnswer>().WithProblems(404, 409);
        stores.MapDelete("", DeleteByQueryAsync).RequireRole(Role.TenantAdmin)
            .WithName("DeleteStoreByQuery").WithSummary("Deletes the store that the query names, and its sensors.")
            .Produces<MessageResponse>().WithProblems(404);
        stores.MapGet("/{id:guid}", GetAsync).RequireRole(Role.Viewer)
            .WithName("GetStore").WithSummary("One store.").Produces<StoreAnswer>().WithProblems(404);
        stores.MapPatch("/{id:guid}", PatchAsync).RequireRole(Role.StoreManager).WithRequestBody<StorePatch>()
            .WithName("ChangeStore").WithSummary("Changes a store.").Produces<StoreAnswer>().WithProblems(404, 409);
        stores.MapDelete("/{id:guid}", DeleteAsync).RequireRole(Role.TenantAdmin)
            .WithName("DeleteStore").WithSummary("Deletes a store and its sensors; the readings stay.").Produces<MessageResponse>().WithProblems(404);
        return stores;
    }

    private static async Task<IResult> ListAsync(
        [FromQuery] string? region, [FromQuery(Name = "is_active")] bool? isActive, [FromQuery(Name = "q"), Description("Part of name or code.")] string? search,
        [AsParameters] PageQuery paging, HttpContext context, StoreRegistry registry, CancellationToken cancellationToken)
    {
        var request = paging.ToRequest();
        var page = await registry.ListAsync(context.GetCaller().Scope, new StoreFilter(region, isActive, search), request, cancellationToken);
        return TypedResults.Ok(new StoreListAnswer([.. page.Rows.Select(store => store.ToResponse())], Pagination.Of(request, page)));
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, StoreRegistry registry, GrainReloads reloads, CancellationToken cancellationToken)
    {
        var caller = context.GetCaller();
        if (caller.StoreIds is not null)
        {
            return Problems.Forbidden("This token is limited to some stores, so it can't register another one.");
        }

        var draft = StoreInput.Read(await JsonBody.ReadAsync(context.Request, cancellationToken));
        var store = await registry.CreateAsync(caller.Scope, draft, cancellationToken);
        await reloads.StoreAsync(store.StoreId);
        return TypedResults.Created($"/api/stores/{store.StoreId}", new StoreAnswer(store.ToResponse()));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, StoreRegistry registry, CancellationToken cancellationToken) =>
        await registry.FindAsync(context.GetCaller().Scope, id, cancellationToken) is { } store
            ? TypedResults.Ok(new StoreAnswer(store.ToResponse()))
            : NoStore(id);

    private static async Task<IResult> PatchAsync(
        Guid id, HttpContext context, StoreRegistry registry, RegistryReader reader, GrainReloads reloads, Recomputations recomputations,
        TimeProvider time, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadAsync(context.Request, cancellationToken);
        return ReadStoreId(patch) is { } named && named != id
            ? throw ValidationErrors.Of("store_id", $"The path names store {id}, the body {named}. Leave store_id out, or name the same.")
            : await ChangeAsync(id, patch, context, registry, reader, reloads, recomputations, time, cancellationToken);
    }

    private static async Task<IResult> PatchByBodyAsync(
        HttpContext context, StoreRegistry registry, RegistryReader reader, GrainReloads reloads, Recomputations recomputations,
        TimeProvider time, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadAsync(context.Request, cancellationToken);
        var id = ReadStoreId(patch) ?? throw ValidationErrors.Of("store_id", "Required: the UUID of the store that shall change.");
        return await ChangeAsync(id, patch, context, registry, reader, reloads, recomputations, time, cancellationToken);
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, JsonElement patch, HttpContext context, StoreRegistry registry, RegistryReader reader, GrainReloads reloads,
        Recomputations recomputations, TimeProvider time, CancellationToken cancellationToken)
    {
        var effectiveFrom = EffectiveFrom.Read(patch, time.GetUtcNow());
        if (await registry.ChangeAsync(context.GetCaller().Scope, id, before => StoreInput.Merge(before, patch), effectiveFrom, cancellationToken) is not { } store)
        {
            return NoStore(id);
        }

        var recomputation = await recomputations.OfStoreAsync(id, cancellationToken);

        // A sensor's day and its wall clock follow its store's zone and day start.
        var sensors = await reader.ListStoreSensorsAsync(id, cancellationToken);
        await reloads.StoreAsync(id, sensors.Select(sensor => sensor.SensorId));
        return TypedResults.Ok(new StoreAnswer(store.ToResponse(), recomputation));
    }

    private static async Task<IResult> DeleteAsync(
        Guid id, HttpContext context, StoreRegistry registry, GrainReloads reloads, CancellationToken cancellationToken)
    {
        if (await registry.DeleteAsync(context.GetCaller().Scope, id, cancellationToken) is not { } deleted)
        {
            return NoStore(id);
        }

        await reloads.StoreAsync(id, deleted.SensorIds);
        return TypedResults.Ok(new MessageResponse($"The store was deleted, and its {deleted.SensorIds.Length} sensors with it; their readings stay."));
    }

    private static Task<IResult> DeleteByQueryAsync(
        [FromQuery(Name = "store_id")] Guid? storeId, HttpContext context, StoreRegistry registry, GrainReloads reloads,
        CancellationToken cancellationToken) =>
        storeId is { } id
            ? DeleteAsync(id, context, registry, reloads, cancellationToken)
            : throw ValidationErrors.Of("store_id", "Required: the UUID of the store that shall be deleted.");

    private static Guid? ReadStoreId(JsonElement patch)
    {
        var errors = new ValidationErrors();
        var storeId = new StrictJson(patch, errors).Id("store_id");
        errors.ThrowIfAny();
        return storeId;
    }

    private static ProblemResult NoStore(Guid id) => Problems.NotFound($"There is no store {id}.");
}
