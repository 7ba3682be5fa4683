using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Alerts;

/// <summary>Looking at alerts, acknowledging, resolving and commenting them.</summary>
internal static class AlertEndpoints
{
    private const int MaxComment = 2_000;

    public static IEndpointRouteBuilder MapAlerts(this IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("/alerts").WithTags("Alerts").WithProblems(400, 401, 403, 503);
        alerts.MapGet("", ListAsync).RequireRole(Role.Viewer)
            .WithName("ListAlerts").WithSummary("Lists alerts, newest first.").Produces<AlertListAnswer>();
        alerts.MapGet("/{id:guid}", GetAsync).RequireRole(Role.Viewer)
            .WithName("GetAlert").WithSummary("One alert, with the steps of its life.").Produces<AlertDetailAnswer>().WithProblems(404);
        alerts.MapPost("/{id:guid}/acknowledge", AcknowledgeAsync).RequireRole(Role.StoreStaff).WithRequestBody<AlertRemark>()
            .WithName("AcknowledgeAlert").WithSummary("Says that somebody has seen it. It does not escalate any more.").Produces<AlertAnswer>().WithProblems(404);
        alerts.MapPost("/{id:guid}/resolve", ResolveAsync).RequireRole(Role.StoreStaff).WithRequestBody<AlertRemark>()
            .WithName("ResolveAlert").WithSummary("Ends it. It is not raised again before its condition has cleared once.").Produces<AlertAnswer>().WithProblems(404);
        alerts.MapPost("/{id:guid}/comment", CommentAsync).RequireRole(Role.StoreStaff).WithRequestBody<AlertRemark>()
            .WithName("CommentAlert").WithSummary("Says something about it.").Produces<AlertAnswer>().WithProblems(404);
        return api;
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] AlertQuery query, [AsParameters] PageQuery paging, HttpContext context, AlertRegistry registry, CancellationToken cancellationToken)
    {
        var request = paging.ToRequest();
        var page = await registry.ListAsync(context.GetCaller().Scope, query.ToFilter(), request, cancellationToken);
        return TypedResults.Ok(new AlertListAnswer([.. page.Rows.Select(AlertResponse.Of)], Pagination.Of(request, page)));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, AlertRegistry registry, CancellationToken cancellationToken)
    {
        if (await registry.FindAsync(context.GetCaller().Scope, id, cancellationToken) is not { } alert)
        {
            return NoAlert(id);
        }

        var events = await registry.ListEventsAsync(alert, cancellationToken);
        return TypedResults.Ok(new AlertDetailAnswer(
            AlertResponse.Of(alert), [.. events.Select(step => new AlertEventResponse(step.At, step.Event, step.Actor, step.Detail))]));
    }

    private static async Task<IResult> AcknowledgeAsync(
        Guid id, HttpContext context, AlertRegistry registry, GrainReloads reloads, CancellationToken cancellationToken)
    {
        var remark = await ReadAsync(context, required: false, cancellationToken);
        var caller = context.GetCaller();
        return await AnswerAsync(id, await registry.AcknowledgeAsync(caller.Scope, id, caller.TokenName, remark, cancellationToken), reloads);
    }

    private static async Task<IResult> ResolveAsync(
        Guid id, HttpContext context, AlertRegistry registry, GrainReloads reloads, CancellationToken cancellationToken)
    {
        var remark = await ReadAsync(context, required: false, cancellationToken);
        var caller = context.GetCaller();
        return await AnswerAsync(id, await registry.ResolveAsync(caller.Scope, id, caller.TokenName, remark, cancellationToken), reloads);
    }

    private static async Task<IResult> CommentAsync(Guid id, HttpContext context, AlertRegistry registry, CancellationToken cancellationToken)
    {
        var remark = await ReadAsync(context, required: true, cancellationToken);
        var caller = context.GetCaller();
        return await registry.CommentAsync(caller.Scope, id, caller.TokenName, remark!, cancellationToken) is { } alert
            ? TypedResults.Ok(new AlertAnswer(AlertResponse.Of(alert)))
            : NoAlert(id);
    }

    /// <summary>Its rules are told, so that they do not go on with what was ended by hand.</summary>
    private static async Task<IResult> AnswerAsync(Guid id, Alert? alert, GrainReloads reloads)
    {
        if (alert is null)
        {
            return NoAlert(id);
        }

        await reloads.AlertsAsync(alert.OrganizationId, alert.StoreId);
        return TypedResults.Ok(new AlertAnswer(AlertResponse.Of(alert)));
    }

    private static async Task<string?> ReadAsync(HttpContext context, bool required, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(context.Request, cancellationToken);
        if (body.ValueKind == JsonValueKind.Undefined && !required)
        {
            return null;
        }

        var errors = new ValidationErrors();
        var json = new StrictJson(body, errors);

        // Comments come back with a text; whoever sends that name is understood.
        var remark = json.Value("text") is not null ? json.Text("text", MaxComment) : json.Text("comment", MaxComment, required);
        json.Value("comment");
        json.RejectUnknown();
        errors.ThrowIfAny();
        return remark;
    }

    private static ProblemResult NoAlert(Guid id) => Problems.NotFound($"There is no alert {id}. GET /api/alerts lists those there are.");
}
