using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Connectors.Notifications;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Alerts;

/// <summary>
/// Notification channels. They belong to the organization and may carry a secret in their address, so they are the business of those who
/// may see all of its stores.
/// </summary>
internal static class ChannelEndpoints
{
    public static IEndpointRouteBuilder MapNotificationChannels(this IEndpointRouteBuilder api)
    {
        var channels = api.MapGroup("/notification-channels").WithTags("Notifications").WithProblems(400, 401, 403, 503).AddEndpointFilter(RefuseLimited);
        channels.MapGet("", ListAsync).RequireRole(Role.StoreManager)
            .WithName("ListNotificationChannels").WithSummary("Lists notification channels, newest first.").Produces<ChannelListAnswer>();
        channels.MapPost("", CreateAsync).RequireRole(Role.StoreManager).WithRequestBody<ChannelRequest>()
            .WithName("CreateNotificationChannel").WithSummary("Makes a notification channel.").Produces<ChannelAnswer>(201).WithProblems(409);
        channels.MapGet("/{id:guid}", GetAsync).RequireRole(Role.StoreManager)
            .WithName("GetNotificationChannel").WithSummary("One notification channel.").Produces<ChannelAnswer>().WithProblems(404);
        channels.MapPatch("/{id:guid}", PatchAsync).RequireRole(Role.StoreManager).WithRequestBody<ChannelPatch>()
            .WithName("ChangeNotificationChannel").WithSummary("Changes a notification channel; what waits goes the new way.").Produces<ChannelAnswer>().WithProblems(404);
        channels.MapDelete("/{id:guid}", DeleteAsync).RequireRole(Role.TenantAdmin)
            .WithName("DeleteNotificationChannel").WithSummary("Deletes a notification channel; what waits for it is given up.").Produces<MessageResponse>().WithProblems(404);
        channels.MapPost("/{id:guid}/test", TestAsync).RequireRole(Role.StoreManager)
            .WithName("TestNotificationChannel").WithSummary("Sends a test through a channel now, and says in plain words what is wrong.")
            .Produces<ChannelTestResponse>().WithProblems(404);
        return api;
    }

    internal static async ValueTask<object?> RefuseLimited(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.GetCaller().StoreIds is null
            ? await next(context)
            : Problems.Forbidden("Notification channels belong to the whole organization, and this token is limited to some of its stores.");

    private static async Task<IResult> ListAsync(
        [AsParameters] PageQuery paging, HttpContext context, ChannelRegistry registry, CancellationToken cancellationToken)
    {
        var request = paging.ToRequest();
        var page = await registry.ListAsync(context.GetCaller().Scope, request, cancellationToken);
        return TypedResults.Ok(new ChannelListAnswer([.. page.Rows.Select(ChannelResponse.Of)], Pagination.Of(request, page)));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ChannelInput input, ChannelRegistry registry, CancellationToken cancellationToken)
    {
        var draft = input.Read(await JsonBody.ReadAsync(context.Request, cancellationToken));
        var channel = await registry.CreateAsync(context.GetCaller().Scope, draft, cancellationToken);
        return TypedResults.Created($"/api/notification-channels/{channel.Id}", new ChannelAnswer(ChannelResponse.Of(channel)));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, ChannelRegistry registry, CancellationToken cancellationToken) =>
        await registry.FindAsync(context.GetCaller().Scope, id, cancellationToken) is { } channel
            ? TypedResults.Ok(new ChannelAnswer(ChannelResponse.Of(channel)))
            : NoChannel(id);

    private static async Task<IResult> PatchAsync(
        Guid id, HttpContext context, ChannelInput input, ChannelRegistry registry, CancellationToken cancellationToken)
    {
        var patch = await JsonBody.ReadAsync(context.Request, cancellationToken);
        return await registry.ChangeAsync(context.GetCaller().Scope, id, before => input.Merge(before, patch), cancellationToken) is { } channel
            ? TypedResults.Ok(new ChannelAnswer(ChannelResponse.Of(channel)))
            : NoChannel(id);
    }

    private static async Task<IResult> DeleteAsync(Guid id, HttpContext context, ChannelRegistry registry, CancellationToken cancellationToken) =>
        await registry.DeleteAsync(context.GetCaller().Scope, id, cancellationToken) is not null
            ? TypedResults.Ok(new MessageResponse("The notification channel was deleted; what waited for it was given up."))
            : NoChannel(id);

    private static async Task<IResult> TestAsync(
        Guid id, HttpContext context, ChannelRegistry registry, NotificationSender sender, SecretProtector secrets, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await registry.FindAsync(context.GetCaller().Scope, id, cancellationToken) is not { } channel)
        {
            return NoChannel(id);
        }

        var alert = new JsonObject
        {
            ["title"] = "Test of a notification channel",
            ["message"] = $"{context.GetCaller().TokenName} has tested the channel '{channel.Name}'. Nothing has happened.",
            ["severity"] = "info",
        };
        var target = new NotificationTarget(
            (NotificationKind)channel.Type, channel.Target, channel.ProtectedSecret is { } secret ? secrets.Unprotect(secret) : null);
        var startedAt = time.GetTimestamp();
        var result = await sender.SendAsync(target, [new NotificationMessage(Guid.NewGuid(), "test", alert.ToJsonString())], cancellationToken);
        return TypedResults.Ok(new ChannelTestResponse(result.IsTaken, (int)time.GetElapsedTime(startedAt).TotalMilliseconds, result.Problem));
    }

    private static ProblemResult NoChannel(Guid id) =>
        Problems.NotFound($"There is no notification channel {id}. GET /api/notification-channels lists those there are.");
}
