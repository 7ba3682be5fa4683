using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Sensors;

/// <summary>When a sensor's device came, went, failed and recovered.</summary>
internal static class SensorHistoryEndpoint
{
    /// <summary>The most events of one answer.</summary>
    private const int Most = 1_000;

    public static void MapSensorHistory(this IEndpointRouteBuilder sensors) =>
        sensors.MapGet("/{id:guid}/history", ListAsync).RequireRole(Role.Viewer)
            .WithName("ListSensorHistory")
            .WithSummary("When its device came online, went offline, failed and recovered: the newest 1,000 events of the range, newest first, kept 90 days.")
            .Produces<SensorHistoryAnswer>().WithProblems(404);

    private static async Task<IResult> ListAsync(
        Guid id, [AsParameters] SensorHistoryQuery query, HttpContext context, SensorRegistry registry, SensorEvents events, CancellationToken cancellationToken)
    {
        var (from, to) = query.Read();
        var scope = context.GetCaller().Scope;
        if (await registry.FindAsync(scope, id, cancellationToken) is null)
        {
            return Problems.NotFound($"There is no sensor {id}.");
        }

        var listed = await events.ListAsync(scope.OrganizationId, id, from, to, Most, cancellationToken);
        return TypedResults.Ok(new SensorHistoryAnswer([.. listed.Select(e => new SensorEventResponse(e.At, SensorEvents.NameOf(e.Type), e.Detail))]));
    }
}
