using System.Collections.Immutable;
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

namespace RetailOrleans.WebApi.Sensors;

/// <summary>Registering, changing and deleting sensors.</summary>
public static class SensorEndpoints
{
    /// <summary>Maps /api/sensors.</summary>
    public static RouteGroupBuilder MapSensors(this IEndpointRouteBuilder endpoints)
    {
        var sensors = endpoints.MapGroup("/api/sensors").WithTags("Sensors").WithProblems(400, 401, 403, 503);
        sensors.MapGet("", ListAsync).RequireRole(Role.Viewer)
            .WithName("ListSensors").WithSummary("Lists sensors, newest first.").Produces<SensorListAnswer>().WithProblems(404);
        sensors.MapPost("", CreateAsync).RequireRole(Role.StoreManager).WithRequestBody<SensorRequest>()
            .WithName("CreateSensor").WithSummary("Registers a sensor.").Produces<SensorAnswer>(201).WithProblems(404, 409);
        sensors.MapPatch("", PatchByBodyAsync).RequireRole(Role.StoreManager).WithRequestBody<SensorPatch>()
            .WithName("ChangeSensorByBody").WithSummary("Changes the sensor that the body names.").Produces<SensorAnswer>().WithProblems(404, 409);
        sensors.MapDelete("", DeleteByQueryAsync).RequireRole(Role.TenantAdmin)
            .WithName("DeleteSensorByQuery").WithSummary("Deletes the sensor that the query names.").Produces<MessageResponse>().WithProblems(404);
        sensors.MapGet("/{id:guid}", GetAsync).RequireRole(Role.Viewer)
            .WithName("GetSensor").WithSummary("One sensor.").Produces<SensorAnswer>().WithProblems(404);
        sensors.MapPatch("/{id:guid}", PatchAsync).RequireRole(Role.StoreManager).WithRequestBody<SensorPatch>()
            .WithName("ChangeSensor").WithSummary("Changes a sensor.").Produces<SensorAnswer>().WithProblems(404, 409);
        sensors.MapDelete("/{id:guid}", DeleteAsync).RequireRole(Role.TenantAdmin)
            .WithName("DeleteSensor").WithSummary("Deletes a sensor.").Produces<MessageResponse>().WithProblems(404);
        sensors.MapSensorHistory();
        return sensors;
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] SensorQuery query, [AsParameters] PageQuery paging, HttpContext context, SensorRegistry registry, StoreDirectory stores,
        IGrainFactory grains, CancellationToken cancellationToken)
    {
        query.Check();
        var request = paging.ToRequest();
        var scope = context.GetCaller().Scope;
        if (query.StoreId is { } storeId && await stores.FindAsync(scope, storeId, cancellationToken) is null)
        {
            return NoStore(storeId);
        }

        ImmutableArray<Guid>? inHealth = null;
        if (query.Health is { } health)
        {
            var asked = query.StoreId is { } one ? [one] : (await stores.ListAsync(scope, cancellationToken)).Select(store => store.StoreId);
            var statuses = await LiveHealth.ReadAsync(grains, asked, cancellationToken);
            inHealth = [.. statuses.Values.Where(status => status.Health.NameOf() == health).Select(status => status.SensorId)];
        }

        var filter = new SensorFilter(query.StoreId, query.SensorType, query.IsActive, query.Search, inHealth);
        var page = await registry.ListAsync(scope, filter, request, cancellationToken);
        var live = await LiveHealth.ReadAsync(grains, page.Rows.Select(sensor => sensor.StoreId), cancellationToken);
        var answers = new List<SensorResponse>(page.Rows.Length);
        foreach (var sensor in page.Rows)
        {
            answers.Add(sensor.ToResponse(await stores.FindAsync(sensor.StoreId, cancellationToken), live.GetValueOrDefault(sensor.SensorId)));
        }

        return TypedResults.Ok(new SensorListAnswer(answers, Pagination.Of(request, page)));
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, SensorInput input, SensorRegistry registry, StoreDirectory stores, GrainReloads reloads, CancellationToken cancellationToken)
    {
        var body = await SensorBody.ReadAsync(context.Request, cancellationToken);
        var draft = input.Read(body.Json);
        var sensor = await registry.CreateAsync(context.GetCaller().Scope, draft, cancellationToken);
        await reloads.SensorAsync(sensor.SensorId, sensor.StoreId);
        var answer = sensor.ToResponse(await stores.FindAsync(sensor.StoreId, cancellationToken), live: null);
        return TypedResults.Created($"/api/sensors/{sensor.SensorId}", new SensorAnswer(answer, body.Warnings));
    }

    private static async Task<IResult> GetAsync(
        Guid id, HttpContext context, SensorRegistry registry, StoreDirectory stores, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (await registry.FindAsync(context.GetCaller().Scope, id, cancellationToken) is not { } sensor)
        {
            return NoSensor(id);
        }

        var live = await LiveHealth.ReadAsync(grains, [sensor.StoreId], cancellationToken);
        var store = await stores.FindAsync(sensor.StoreId, cancellationToken);
        return TypedResults.Ok(new SensorAnswer(sensor.ToResponse(store, live.GetValueOrDefault(id)), null));
    }

    private static async Task<IResult> PatchAsync(
        Guid id, HttpContext context, SensorInput input, SensorRegistry registry, StoreDirectory stores, IGrainFactory grains, GrainReloads reloads,
        Recomputations recomputations, TimeProvider time, CancellationToken cancellationToken)
    {
        var patch = await SensorBody.ReadAsync(context.Request, cancellationToken);
        return ReadSensorId(patch.Json) is { } named && named != id
            ? throw ValidationErrors.Of("sensor_id", $"The path names sensor {id}, the body {named}. Leave sensor_id out, or name the same.")
            : await ChangeAsync(id, patch, context, input, registry, stores, grains, reloads, recomputations, time, cancellationToken);
    }

    private static async Task<IResult> PatchByBodyAsync(
        HttpContext context, SensorInput input, SensorRegistry registry, StoreDirectory stores, IGrainFactory grains, GrainReloads reloads,
        Recomputations recomputations, TimeProvider time, CancellationToken cancellationToken)
    {
        var patch = await SensorBody.ReadAsync(context.Request, cancellationToken);
        var id = ReadSensorId(patch.Json) ?? throw ValidationErrors.Of("sensor_id", "Required: the UUID of the sensor that shall change.");
        return await ChangeAsync(id, patch, context, input, registry, stores, grains, reloads, recomputations, time, cancellationToken);
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, SensorBody patch, HttpContext context, SensorInput input, SensorRegistry registry, StoreDirectory stores, IGrainFactory grains,
        GrainReloads reloads, Recomputations recomputations, TimeProvider time, CancellationToken cancellationToken)
    {
        var effectiveFrom = EffectiveFrom.Read(patch.Json, time.GetUtcNow());
        if (await registry.ChangeAsync(context.GetCaller().Scope, id, before => input.Merge(before, patch.Json), effectiveFrom, cancellationToken) is not { } change)
        {
            return NoSensor(id);
        }

        var recomputation = await recomputations.OfStoreAsync(change.Sensor.StoreId, cancellationToken);
        await reloads.SensorAsync(id, change.PreviousStoreId, change.Sensor.StoreId);
        var live = await LiveHealth.TryReadAsync(grains, change.Sensor.StoreId, cancellationToken);
        var store = await stores.FindAsync(change.Sensor.StoreId, cancellationToken);
        return TypedResults.Ok(new SensorAnswer(change.Sensor.ToResponse(store, live.GetValueOrDefault(id)), patch.Warnings, recomputation));
    }

    private static Task<IResult> DeleteAsync(
        Guid id, [FromQuery, Description("Also erases its readings.")] bool? purge, HttpContext context, SensorRegistry registry, GrainReloads reloads,
        CancellationToken cancellationToken) =>
        EraseAsync(id, purge ?? false, context, registry, reloads, cancellationToken);

    private static Task<IResult> DeleteByQueryAsync(
        [FromQuery(Name = "sensor_id")] Guid? sensorId, [FromQuery, Description("Also erases its readings.")] bool? purge, HttpContext context,
        SensorRegistry registry, GrainReloads reloads, CancellationToken cancellationToken) =>
        sensorId is { } id
            ? EraseAsync(id, purge ?? false, context, registry, reloads, cancellationToken)
            : throw ValidationErrors.Of("sensor_id", "Required: the UUID of the sensor that shall be deleted.");

    private static async Task<IResult> EraseAsync(
        Guid id, bool purge, HttpContext context, SensorRegistry registry, GrainReloads reloads, CancellationToken cancellationToken)
    {
        if (await registry.DeleteAsync(context.GetCaller().Scope, id, purge, cancellationToken) is not { } sensor)
        {
            return NoSensor(id);
        }

        await reloads.SensorAsync(id, sensor.StoreId);
        return TypedResults.Ok(new MessageResponse(
            purge ? $"Sensor '{sensor.Name}' was deleted, and its readings with it." : $"Sensor '{sensor.Name}' was deleted; its readings stay."));
    }

    private static Guid? ReadSensorId(JsonElement patch)
    {
        var errors = new ValidationErrors();
        var sensorId = new StrictJson(patch, errors).Id("sensor_id");
        errors.ThrowIfAny();
        return sensorId;
    }

    private static ProblemResult NoSensor(Guid id) => Problems.NotFound($"There is no sensor {id}.");

    private static ProblemResult NoStore(Guid id) => Problems.NotFound($"There is no store {id}.");
}
