using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Csv;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Readings;

/// <summary>Stored readings, as they were counted.</summary>
internal static class ReadingEndpoints
{
    public static IEndpointRouteBuilder MapReadings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sensors/data", ListAsync).WithTags("Readings").WithName("ListReadings").RequireRole(Role.Viewer)
            .WithSummary("Pages through stored readings of one type, or the hours and days made of them, newest first. pagination.total is counted up to 100,000. "
                + "With Accept: text/csv all rows as a table (role analyst).")
            .WithAnswers(typeof(ReadingListShape), typeof(HourListAnswer), typeof(DayListAnswer)).WithProblems(400, 401, 403, 404, 503);
        return api;
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] ReadingQuery query, HttpContext http, ReadingListing listing, RollupPages rollups, StoreDirectory stores, SensorDirectory sensors,
        CancellationToken cancellationToken)
    {
        var scope = http.GetCaller().Scope;
        var csv = CsvStream.IsWanted(http.Request);
        if (csv && !http.GetCaller().Has(Role.Analyst))
        {
            return Problems.Forbidden($"Exports need the role {Role.Analyst.NameOf()} or higher; the token has {http.GetCaller().Role.NameOf()}. Ask for application/json.");
        }

        if (query.DataType is RollupPages.Hours or RollupPages.Days)
        {
            return await rollups.ListAsync(query, http, scope, cancellationToken);
        }

        var (kind, from, to, limit, offset, after) = query.Read();
        if (query.StoreId is { } storeId && await stores.FindAsync(scope, storeId, cancellationToken) is null)
        {
            return Problems.NotFound($"There is no store {storeId}. GET /api/stores lists those there are.");
        }

        if (query.SensorId is { } sensorId)
        {
            var sensor = await sensors.FindAsync(sensorId, cancellationToken);
            if (sensor is null || sensor.OrganizationId != scope.OrganizationId || !scope.Includes(sensor.StoreId))
            {
                return Problems.NotFound($"There is no sensor {sensorId}. GET /api/sensors lists those there are.");
            }
        }

        if (csv)
        {
            return new CsvResult(response => ReadingCsv.WriteAsync(
                response, query.Bom == true, kind,
                place => listing.ReadAsync(
                    kind, scope, query.StoreId, query.SensorId, from, to, ReadingQuery.MaxLimit, 0, place ?? after, cancellationToken),
                cancellationToken));
        }

        var page = await listing.ReadAsync(kind, scope, query.StoreId, query.SensorId, from, to, limit, offset, after, cancellationToken);
        return Results.Bytes(Write(kind, page, limit, offset), "application/json");
    }

    private static ReadOnlyMemory<byte> Write(ReadingKind kind, ReadingPage page, int limit, int offset)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            foreach (var row in page.Rows)
            {
                ReadingJson.Write(json, kind, row, page.Sensors[row.SensorKey]);
            }

            json.WriteEndArray();
            json.WriteStartObject("pagination");
            json.WriteNumber("limit", limit);
            json.WriteNumber("offset", offset);
            json.WriteNumber("total", page.Total);
            json.WriteString("next", page.Next?.ToString());
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
