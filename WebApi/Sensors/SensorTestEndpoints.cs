using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>Asking a device now whether it works.</summary>
internal static class SensorTestEndpoints
{
    public static IEndpointRouteBuilder MapSensorTest(this IEndpointRouteBuilder api)
    {
        api.MapPost("/sensors/{id:guid}/test", TestAsync).WithTags("Sensors").RequireRole(Role.StoreManager)
            .WithName("TestSensor").WithSummary("Contacts the device now and says what is wrong and what to try. Nothing is stored.")
            .Produces<SensorTestResponse>().WithProblems(400, 401, 403, 404, 503);
        return api;
    }

    private static async Task<IResult> TestAsync(
        Guid id, HttpContext http, SensorRegistry registry, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var sensor = await registry.FindAsync(http.GetCaller().Scope, id, cancellationToken);
        var test = sensor is null ? null : await grains.GetGrain<ISensorGrain>(id).TestAsync(cancellationToken);
        return sensor is null || test is null
            ? Problems.NotFound($"There is no sensor {id}.")
            : TypedResults.Json(Answer(sensor, test), ApiJson.Default.SensorTestResponse);
    }

    internal static SensorTestResponse Answer(SensorSettings sensor, SensorTest test) => new(
        test.Success, (long)test.ResponseTime.TotalMilliseconds,
        new SensorTestDevice(
            sensor.Address, sensor.Port, sensor.Config.Connection.Protocol, sensor.Type,
            test.ClockOffset is { } offset ? Math.Round(offset.TotalSeconds, 1) : null, test.Details),
        test.Capabilities, CurrentData(test), test.Problem, test.ProblemCode);

    /// <summary>The newest of each kind, in the contract's words; null when nothing came.</summary>
    private static JsonObject? CurrentData(SensorTest test)
    {
        var data = new JsonObject();
        if (test.Data.People.LastOrDefault() is { } people)
        {
            var json = Interval(people.Start, people.End);
            for (var i = 0; i < people.Counts.Length; i++)
            {
                json[string.Create(CultureInfo.InvariantCulture, $"line{(i / 2) + 1}_{(i % 2 == 0 ? "in" : "out")}")] = people.Counts[i];
            }

            data["people_counting"] = json;
        }

        if (test.Data.Regions.LastOrDefault() is { } regions)
        {
            var json = Interval(regions.Start, regions.End);
            json["kind"] = regions.Kind is RegionCountKind.Visits ? "visits" : "occupancy";
            for (var i = 0; i < regions.Counts.Length; i++)
            {
                json[string.Create(CultureInfo.InvariantCulture, $"region{i + 1}_count")] = regions.Counts[i];
            }

            data["regional_counting"] = json;
        }

        if (test.Data.Heat.LastOrDefault() is { } heat)
        {
            var json = Interval(heat.Start, heat.End);
            json["heat_value"] = heat.Value;
            data["heatmap"] = json;
        }

        if (test.Counters is not null || !test.Data.Alarms.IsEmpty)
        {
            var json = new JsonObject();
            if (test.Counters is { } counters)
            {
                json["in_since_reset"] = counters.In;
                json["out_since_reset"] = counters.Out;
            }

            if (test.Data.Alarms.LastOrDefault() is { } alarm)
            {
                json["counter_alarm_status"] = alarm.CounterStatus;
            }

            data["real_time_status"] = json;
        }

        return data.Count == 0 ? null : data;
    }

    private static JsonObject Interval(DateTimeOffset start, DateTimeOffset end) =>
        new() { ["timestamp"] = start.UtcDateTime, ["end_time"] = end.UtcDateTime };
}
