using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Retention;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Ingest;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Devices;

/// <summary>What devices send by themselves, in their vendors' own forms.</summary>
internal static class DevicePushEndpoints
{
    private const int Limit = 1 << 20;

    public static IEndpointRouteBuilder MapDevicePush(this IEndpointRouteBuilder api)
    {
        var devices = api.MapGroup("/devices").WithTags("Devices").RequireIngest().WithProblems(400, 401, 403, 404, 413, 503);
        devices.MapPost("/{connector}", PushAsync).WithName("PushFromDevice")
            .WithSummary("What a device sends by itself: JSON, form, query or text, whatever its content type says. The ingest token may also be the Basic password or ?key=.")
            .Produces<PushResponse>().Produces<PushResponse>(StatusCodes.Status201Created);
        devices.MapGet("/{connector}", PushAsync).WithName("PushFromDeviceByQuery")
            .WithSummary("The same for devices that can only GET.")
            .Produces<PushResponse>().Produces<PushResponse>(StatusCodes.Status201Created);
        return api;
    }

    private static async Task<IResult> PushAsync(
        string connector, HttpContext http, IEnumerable<IPushConnector> connectors, SensorRegistry registry, StoreDirectory stores, ISensorDoor door,
        TimeProvider time, IOptionsMonitor<RetentionOptions> retention, CancellationToken cancellationToken)
    {
        if (connectors.FirstOrDefault(one => one.Name == connector) is not { } vendor)
        {
            return Problems.NotFound($"No device sends to '{connector}'. Known: {string.Join(", ", connectors.Select(one => one.Name).Order(StringComparer.Ordinal))}.");
        }

        using var body = await RequestBytes.ReadAsync(http.Request, Limit, cancellationToken);
        var message = new PushMessage(
            [.. http.Request.Query.Where(pair => pair.Key != "key").Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))],
            body.Span.ToArray(), time.GetUtcNow());
        var identity = vendor.Identify(message);
        var (sensor, unknown) = await FindAsync(registry, http.GetCaller(), identity, cancellationToken);
        if (sensor is null)
        {
            return unknown!;
        }

        var report = vendor.Read(message, null);
        if (report.NeedsZone)
        {
            var zone = sensor.TimeZone ?? (await stores.FindAsync(sensor.StoreId, cancellationToken))?.TimeZone ?? "UTC";
            report = vendor.Read(message, zone);
        }

        if (report.Problem is { } problem)
        {
            return Problems.BadRequest(problem);
        }

        var (batch, refused) = PushReadings.Of(report, IngestRules.At(time, retention.CurrentValue));
        if (batch.Count == 0 && refused.Length > 0)
        {
            return Problems.BadRequest(string.Join(' ', refused));
        }

        // Also with nothing to store: that a device was heard of is news.
        var outcome = await door.RecordAsync(sensor.SensorId, batch);
        return outcome.SensorFound ? Answer(report, refused, outcome) : NoSensor(identity);
    }

    private static async Task<(SensorSettings? Sensor, IResult? Unknown)> FindAsync(
        SensorRegistry registry, Caller caller, PushIdentity identity, CancellationToken cancellationToken)
    {
        if (caller.SensorId is { } own)
        {
            return (await registry.FindAsync(caller.Scope, own, cancellationToken), NoSensor(identity));
        }

        if (identity.SensorId is { } named)
        {
            return (await registry.FindAsync(caller.Scope, named, cancellationToken), NoSensor(identity));
        }

        return identity.Serial is { } serial
            ? (await registry.FindBySerialAsync(caller.Scope, serial, cancellationToken), NoSensor(identity))
            : (null, Problems.BadRequest(
                "Nothing says which sensor this is. Give the device an ingest token of its sensor, or write sensor_id into its address, or register its serial number as config.collection.endpoints.push.serial."));
    }

    private static ProblemResult NoSensor(PushIdentity identity) => Problems.NotFound(
        identity.SensorId is { } id ? $"There is no sensor {id}."
        : identity.Serial is { } serial ? $"No sensor has the serial number '{Shown(serial)}' in config.collection.endpoints.push.serial."
        : "There is no such sensor.");

    private static JsonHttpResult<PushResponse> Answer(PushReport report, ImmutableArray<string> refused, RecordOutcome outcome)
    {
        var tallies = new[] { outcome.People, outcome.Regions, outcome.Heat, outcome.Alarms };
        var (inserted, updated, unchanged) = (tallies.Sum(t => t.Inserted), tallies.Sum(t => t.Updated), tallies.Sum(t => t.Unchanged));
        var stored = inserted + updated + unchanged;
        return TypedResults.Json(
            new PushResponse(
                stored > 0 ? "Stored" : "Heard; there was nothing to store", inserted, updated, unchanged,
                [.. report.Ignored, .. refused, .. outcome.Refusals.Select(refusal => refusal.Message)]),
            ApiJson.Default.PushResponse, statusCode: stored > 0 ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static string Shown(string text) => new([.. text.Take(60).Where(c => c is >= ' ' and <= '~')]);
}
