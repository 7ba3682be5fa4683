using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>Asking a device whether it would work with settings that nobody has saved. They are judged as those of a registration: the same networks, the same rules.</summary>
internal static class SensorTrialEndpoint
{
    private const string NoName = "(not named yet)";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public static IEndpointRouteBuilder MapSensorTrial(this IEndpointRouteBuilder api)
    {
        api.MapPost("/sensors/test", TestAsync).WithTags("Sensors").RequireRole(Role.StoreManager).WithRequestBody<SensorTrialRequest>()
            .WithName("TestUnsavedSensor")
            .WithSummary("Contacts a device with settings that are not saved, and says what is wrong and what to try. Nothing is stored; four at once for an organization.")
            .Produces<SensorTestResponse>().WithProblems(400, 401, 403, 404, 429, 503);
        return api;
    }

    private static async Task<IResult> TestAsync(
        HttpContext http, SensorInput input, SensorRegistry registry, StoreDirectory stores, ISensorTrials trials, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var scope = http.GetCaller().Scope;
        var body = (await SensorBody.ReadAsync(http.Request, cancellationToken)).Json;
        var sensorId = SensorIdOf(body);
        var saved = sensorId is { } id ? await registry.FindAsync(scope, id, cancellationToken) : null;
        if (sensorId is not null && saved is null)
        {
            return Problems.NotFound($"There is no sensor {sensorId}.");
        }

        var draft = saved is null ? input.Read(Named(body)) : input.Merge(saved, body);
        if (await stores.FindAsync(scope, draft.StoreId, cancellationToken) is not { } store)
        {
            return Problems.NotFound($"There is no store {draft.StoreId}.");
        }

        var now = time.GetUtcNow();
        var sensor = new SensorSettings(
            scope.OrganizationId, sensorId ?? Guid.Empty, 0, draft.StoreId, draft.Name, draft.Address, draft.Port, draft.Type, draft.Location, draft.TimeZone,
            draft.Config, draft.ProtectedSecret, draft.IsActive, null, null, now, now, 0);
        return await trials.TestAsync(sensor, draft.TimeZone ?? store.TimeZone, cancellationToken) is { } test
            ? TypedResults.Json(SensorTestEndpoints.Answer(sensor, test), ApiJson.Default.SensorTestResponse)
            : Problems.RateLimited(RetryAfter, "Four devices of this organization are being tested already. Try again when they have answered.");
    }

    private static Guid? SensorIdOf(JsonElement body)
    {
        var errors = new ValidationErrors();
        var id = new StrictJson(body, errors).Id("sensor_id");
        errors.ThrowIfAny();
        return id;
    }

    /// <summary>Somebody may ask a device before having thought of a name for it.</summary>
    private static JsonElement Named(JsonElement body)
    {
        var json = JsonObject.Create(body)!;
        json.Remove("sensor_id");
        json["sensor_name"] ??= NoName;
        return JsonSerializer.SerializeToElement(json, ApiJson.Default.JsonNode);
    }
}
