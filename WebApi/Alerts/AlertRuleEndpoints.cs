using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
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

/// <summary>Making, changing and deleting alert rules.</summary>
internal static class AlertRuleEndpoints
{
    public static IEndpointRouteBuilder MapAlertRules(this IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("/alert-rules").WithTags("Alerts").WithProblems(400, 401, 403, 503);
        rules.MapGet("", ListAsync).RequireRole(Role.Viewer)
            .WithName("ListAlertRules").WithSummary("Lists alert rules, newest first.").Produces<AlertRuleListAnswer>();
        rules.MapPost("", CreateAsync).RequireRole(Role.StoreManager).WithRequestBody<AlertRuleRequest>()
            .WithName("CreateAlertRule").WithSummary("Makes an alert rule. It looks at its stores within seconds.").Produces<AlertRuleAnswer>(201).WithProblems(409);
        rules.MapGet("/{id:guid}", GetAsync).RequireRole(Role.Viewer)
            .WithName("GetAlertRule").WithSummary("One alert rule.").Produces<AlertRuleAnswer>().WithProblems(404);
        rules.MapPatch("/{id:guid}", PatchAsync).RequireRole(Role.StoreManager).WithRequestBody<AlertRulePatch>()
            .WithName("ChangeAlertRule").WithSummary("Changes an alert rule. Switched off, it ends its open alerts.").Produces<AlertRuleAnswer>().WithProblems(404);
        rules.MapDelete("/{id:guid}", DeleteAsync).RequireRole(Role.TenantAdmin)
            .WithName("DeleteAlertRule").WithSummary("Deletes an alert rule and ends its open alerts; the alerts stay.").Produces<MessageResponse>().WithProblems(404);
        return api;
    }

    private static async Task<IResult> ListAsync(
        [FromQuery] string? type, [FromQuery(Name = "store_id")] Guid? storeId, [FromQuery(Name = "is_active")] bool? isActive,
        [AsParameters] PageQuery paging, HttpContext context, AlertRuleRegistry registry, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(type) && !AlertNames.RuleTypes.Contains(type))
        {
            throw ValidationErrors.Of("type", $"Expected one of {string.Join(", ", AlertNames.RuleTypes)}.");
        }

        var request = paging.ToRequest();
        var filter = new AlertRuleFilter(string.IsNullOrEmpty(type) ? null : AlertNames.RuleType(type), storeId, isActive);
        var page = await registry.ListAsync(context.GetCaller().Scope, filter, request, cancellationToken);
        return TypedResults.Ok(new AlertRuleListAnswer([.. page.Rows.Select(AlertRuleResponse.Of)], Pagination.Of(request, page)));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, AlertRuleRegistry registry, CancellationToken cancellationToken)
    {
        var draft = AlertRuleInput.Read(await JsonBody.ReadAsync(context.Request, cancellationToken));
        var rule = await registry.CreateAsync(context.GetCaller().Scope, draft, cancellationToken);
        return TypedResults.Created($"/api/alert-rules/{rule.Id}", new AlertRuleAnswer(AlertRuleResponse.Of(rule)));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, AlertRuleRegistry registry, CancellationToken cancellationToken) =>
        await registry.FindAsync(context.GetCaller().Scope, id, cancellationToken) is { } rule
            ? TypedResults.Ok(new AlertRuleAnswer(AlertRuleResponse.Of(rule)))
            : NoRule(id);

    private static async Task<IResult> PatchAsync(Guid id, HttpContext context, AlertRuleRegistry registry, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadAsync(context.Request, cancellationToken);
        var scope = context.GetCaller().Scope;
        return await registry.ChangeAsync(scope, id, before => AlertRuleInput.Merge(before, patch), cancellationToken) is { } rule
            ? TypedResults.Ok(new AlertRuleAnswer(AlertRuleResponse.Of(rule)))
            : await RefusedAsync(id, scope, registry, cancellationToken);
    }

    private static async Task<IResult> DeleteAsync(Guid id, HttpContext context, AlertRuleRegistry registry, CancellationToken cancellationToken)
    {
        var scope = context.GetCaller().Scope;
        return await registry.DeleteAsync(scope, id, cancellationToken) is not null
            ? TypedResults.Ok(new MessageResponse("The alert rule was deleted, and its open alerts have ended."))
            : await RefusedAsync(id, scope, registry, cancellationToken);
    }

    /// <summary>A rule of every store is seen by a token of some stores, and not changed by it.</summary>
    private static async Task<IResult> RefusedAsync(Guid id, TenantScope scope, AlertRuleRegistry registry, CancellationToken cancellationToken) =>
        await registry.FindAsync(scope, id, cancellationToken) is not null
            ? Problems.Forbidden("This rule is about every store, and this token is limited to some. Make a rule for one of yours instead.")
            : NoRule(id);

    private static ProblemResult NoRule(Guid id) => Problems.NotFound($"There is no alert rule {id}. GET /api/alert-rules lists those there are.");
}
