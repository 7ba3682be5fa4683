using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.OpenApi;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Audit;

/// <summary>Who changed what, when.</summary>
internal static class AuditEndpoints
{
    private static readonly string[] Kinds = ["store", "sensor", "token", "alert_rule", "notification_channel", "alert", "floor_plan"];

    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ListAsync).WithTags("Audit").RequireRole(Role.TenantAdmin)
            .WithName("ListAudit").WithSummary("Who changed what, newest first.").Produces<AuditListAnswer>().WithProblems(400, 401, 403, 503);
        return api;
    }

    private static async Task<IResult> ListAsync(
        [FromQuery, Description("store, sensor, token, alert_rule, notification_channel, alert or floor_plan.")] string? kind,
        [FromQuery(Name = "object_id"), Description("About this alone.")] Guid? objectId, [AsParameters] PageQuery paging, HttpContext context, AuditLog log,
        CancellationToken cancellationToken)
    {
        var caller = context.GetCaller();
        if (caller.StoreIds is not null)
        {
            return Problems.Forbidden("The audit log is of the whole organization, and this token is limited to some of its stores.");
        }

        if (!string.IsNullOrEmpty(kind) && !Kinds.Contains(kind))
        {
            throw ValidationErrors.Of("kind", $"Expected one of {string.Join(", ", Kinds)}.");
        }

        var request = paging.ToRequest();
        var page = await log.ListAsync(caller.Scope, string.IsNullOrEmpty(kind) ? null : kind, objectId, request, cancellationToken);
        return TypedResults.Ok(new AuditListAnswer([.. page.Rows.Select(AuditResponse.Of)], Pagination.Of(request, page)));
    }
}
