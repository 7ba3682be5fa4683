using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;
using RetailOrleans.WebApi.Sensors;

namespace RetailOrleans.WebApi.Status;

/// <summary>Sensors' health and newest data, answered from live state without a query per sensor.</summary>
internal static class StatusEndpoints
{
    /// <summary>How many alerts of each sensor are shown, the newest.</summary>
    private const int MostAlerts = 5;

    public static IEndpointRouteBuilder MapStatus(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sensors/status", GetStatusAsync).WithTags("Sensors").WithName("GetSensorStatus").RequireRole(Role.Viewer)
            .WithSummary("Every sensor's health, newest data and current hour, of one store, one sensor or all.")
            .Produces<StatusResponse>().WithProblems(400, 401, 403, 404, 503);
        return api;
    }

    private static async Task<IResult> GetStatusAsync(
        HttpContext http, IGrainFactory grains, StoreDirectory stores, SensorDirectory sensors, StatusCache cache, Guid? store_id, Guid? sensor_id,
        CancellationToken cancellationToken)
    {
        var scope = http.GetCaller().Scope;
        var storeIds = new List<Guid>();
        if (sensor_id is { } sensorId)
        {
            var sensor = await sensors.FindAsync(sensorId, cancellationToken);
            if (sensor is null || sensor.OrganizationId != scope.OrganizationId || !scope.Includes(sensor.StoreId))
            {
                return Problems.NotFound($"There is no sensor {sensorId}. GET /api/sensors lists those there are.");
            }

            storeIds.Add(sensor.StoreId);
        }

        if (store_id is { } storeId)
        {
            if (await stores.FindAsync(scope, storeId, cancellationToken) is null)
            {
                return Problems.NotFound($"There is no store {storeId}. GET /api/stores lists those there are.");
            }

            storeIds = sensor_id is null || storeIds.Contains(storeId) ? [storeId] : [];
        }
        else if (sensor_id is null)
        {
            storeIds.AddRange((await stores.ListAsync(scope, cancellationToken)).Select(store => store.StoreId));
        }

        if (storeIds.Count == 1 && sensor_id is null)
        {
            return TypedResults.Bytes(await cache.GetAsync(storeIds[0], () => StoreAnswerAsync(grains, storeIds[0])), "application/json; charset=utf-8");
        }

        var statuses = await Task.WhenAll(storeIds.Select(id => grains.GetGrain<IStoreGrain>(id).GetStatusAsync(cancellationToken)));
        return TypedResults.Json(Answer(statuses, sensor_id), ApiJson.Default.StatusResponse);
    }

    private static async Task<byte[]> StoreAnswerAsync(IGrainFactory grains, Guid storeId) => JsonSerializer.SerializeToUtf8Bytes(
        Answer([await grains.GetGrain<IStoreGrain>(storeId).GetStatusAsync(CancellationToken.None)], null), ApiJson.Default.StatusResponse);

    private static StatusResponse Answer(IReadOnlyList<StoreStatus?> statuses, Guid? only)
    {
        var sensors = new List<SensorStatusResponse>();
        var alerts = 0;
        foreach (var store in statuses)
        {
            var storeOf = store is null ? null : new StatusStore(store.StoreId, store.StoreName);
            alerts += store?.ActiveAlerts.Count(alert => only is null || alert.SensorId == only) ?? 0;
            foreach (var sensor in store?.Sensors ?? [])
            {
                if (only is null || sensor.SensorId == only)
                {
                    sensors.Add(Map(sensor, storeOf!, store!));
                }
            }
        }

        int With(string health) => sensors.Count(sensor => sensor.Sensor.Health == health);
        return new StatusResponse(
            new StatusSummary(
                sensors.Count, sensors.Count(sensor => sensor.Sensor.IsActive), With("healthy"), With("warning"), With("error"), alerts,
                sensors.Sum(sensor => sensor.CurrentHourStats.TotalEntries + sensor.CurrentHourStats.TotalExits)),
            sensors);
    }

    private static SensorStatusResponse Map(SensorStatus sensor, StatusStore storeOf, StoreStatus store) => new(
        new StatusSensor(
            sensor.SensorId, sensor.Name, sensor.Type, storeOf, sensor.IsActive, sensor.LastSeenAt,
            sensor.LastSeenAt is { } seen ? Math.Round(Math.Max(0, (store.At - seen).TotalMinutes), 1) : null, sensor.Health.NameOf(), sensor.LastError,
            LiveHealth.Seconds(sensor.ClockOffset), LiveHealth.ClockNotices(sensor.ClockOffset)),
        new StatusLatestData(
            sensor.LatestPeople is { } people ? new StatusPeople(people.At, people.In, people.Out, people.In - people.Out) : null,
            sensor.LatestRegions is { } regions ? Regions(regions) : null),
        new StatusHour(sensor.HourEntries, sensor.HourExits, sensor.HourEntries - sensor.HourExits, Math.Round(sensor.HourAvgOccupancy, 2)),
        [.. store.ActiveAlerts.Where(alert => alert.SensorId == sensor.SensorId).Take(MostAlerts)
            .Select(alert => new StatusAlert(alert.AlertId, alert.Severity, alert.Title, alert.TriggeredAt))]);

    private static JsonObject Regions(LatestRegions regions)
    {
        var json = new JsonObject { ["timestamp"] = regions.At.UtcDateTime };
        for (var region = 0; region < Math.Max(regions.Counts.Length, 4); region++)
        {
            json[$"region{region + 1}_count"] = region < regions.Counts.Length ? regions.Counts[region] : 0;
        }

        json["total_regional_count"] = regions.Counts.Sum();
        return json;
    }
}
