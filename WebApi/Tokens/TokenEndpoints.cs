using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Tokens;

/// <summary>Giving out API tokens and taking them back.</summary>
public static class TokenEndpoints
{
    /// <summary>Maps /api/tokens.</summary>
    public static RouteGroupBuilder MapTokens(this IEndpointRouteBuilder endpoints)
    {
        var tokens = endpoints.MapGroup("/api/tokens").WithTags("Tokens").RequireRole(Role.TenantAdmin).WithProblems(400, 401, 403, 503);
        tokens.MapGet("", ListAsync)
            .WithName("ListTokens").WithSummary("Lists the tokens that are not revoked, newest first, without their secrets.").Produces<TokenListAnswer>();
        tokens.MapPost("", CreateAsync).WithRequestBody<TokenRequest>()
            .WithName("CreateToken").WithSummary("Makes a token; its secret is in this answer only.").Produces<NewTokenAnswer>(201).WithProblems(404);
        tokens.MapPost("/{id:guid}/rotate", RotateAsync)
            .WithName("RotateToken").WithSummary("Makes a token with the same rights; the old one stays valid for a grace period.")
            .Produces<NewTokenAnswer>(201).WithProblems(404);
        tokens.MapDelete("/{id:guid}", RevokeAsync)
            .WithName("RevokeToken").WithSummary("Ends a token, everywhere within 5 seconds.").Produces<MessageResponse>().WithProblems(404);
        return tokens;
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] PageQuery paging, HttpContext context, TokenRegistry registry, CancellationToken cancellationToken)
    {
        var request = paging.ToRequest();
        var page = await registry.ListAsync(context.GetCaller(), request, cancellationToken);
        return TypedResults.Ok(new TokenListAnswer([.. page.Rows.Select(ToResponse)], Pagination.Of(request, page)));
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, TokenRegistry registry, StoreDirectory stores, SensorDirectory sensors, TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = context.GetCaller();
        var draft = TokenInput.Read(await JsonBody.ReadAsync(context.Request, cancellationToken), time.GetUtcNow());
        if (draft.Role > caller.Role)
        {
            return Problems.Forbidden($"A token of role {caller.Role.NameOf()} can't make one of role {draft.Role.NameOf()}.");
        }

        foreach (var storeId in draft.StoreIds ?? [])
        {
            if (await stores.FindAsync(caller.Scope, storeId, cancellationToken) is null)
            {
                return Problems.NotFound($"There is no store {storeId}.");
            }
        }

        if (draft.SensorId is { } sensorId
            && (await sensors.FindAsync(sensorId, cancellationToken) is not { } sensor
                || sensor.OrganizationId != caller.OrganizationId
                || !caller.MaySeeStore(sensor.StoreId)))
        {
            return Problems.NotFound($"There is no sensor {sensorId}.");
        }

        if (caller.StoreIds is not null && draft is { StoreIds: null, SensorId: null })
        {
            return Problems.Forbidden("This token is limited to some stores, so a token that it makes must be too: name them in store_ids.");
        }

        var token = await registry.CreateAsync(caller.Scope, draft, cancellationToken);
        return TypedResults.Created($"/api/tokens/{token.Token.Id}", new NewTokenAnswer(ToResponse(token.Token), token.Secret));
    }

    private static async Task<IResult> RotateAsync(
        Guid id, HttpContext context, TokenRegistry registry, IOptions<TokenOptions> options, CancellationToken cancellationToken) =>
        await registry.RotateAsync(context.GetCaller(), id, options.Value.RotationGrace, cancellationToken) is { } token
            ? TypedResults.Created($"/api/tokens/{token.Token.Id}", new NewTokenAnswer(ToResponse(token.Token), token.Secret))
            : NoToken(id);

    private static async Task<IResult> RevokeAsync(Guid id, HttpContext context, TokenRegistry registry, CancellationToken cancellationToken) =>
        await registry.RevokeAsync(context.GetCaller(), id, cancellationToken)
            ? TypedResults.Ok(new MessageResponse("The token was revoked; it is refused everywhere within 5 seconds."))
            : NoToken(id);

    private static ProblemResult NoToken(Guid id) => Problems.NotFound($"There is no token {id}.");

    private static TokenResponse ToResponse(ApiToken token) => new(
        token.Id, token.Name, token.Role.NameOf(), token.StoreIds, token.SensorId, token.AllowedNetworks, token.CreatedAt, token.ExpiresAt, token.LastUsedAt);
}
