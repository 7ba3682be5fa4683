using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Validation;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.OpenApi;
using RetailOrleans.WebApi.Paging;

namespace RetailOrleans.WebApi.Alerts;

/// <summary>What went to receivers, what waits and what was given up; and again, please.</summary>
internal static class NotificationEndpoints
{
    private static readonly string[] Statuses = ["waiting", "sent", "dead"];
    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    public static IEndpointRouteBuilder MapNotifications(this IEndpointRouteBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Notifications").WithProblems(400, 401, 403, 503)
            .AddEndpointFilter(ChannelEndpoints.RefuseLimited);
        notifications.MapGet("", ListAsync).RequireRole(Role.StoreManager)
            .WithName("ListNotifications").WithSummary("Lists notifications, newest first: status=dead are those that were given up.").Produces<NotificationListAnswer>();
        notifications.MapPost("/{id:guid}/replay", ReplayAsync).RequireRole(Role.StoreManager)
            .WithName("ReplayNotification").WithSummary("Sends a notification again, under its old identity.").Produces<NotificationAnswer>().WithProblems(404);
        return api;
    }

    private static async Task<IResult> ListAsync(
        [FromQuery, Description("waiting, sent or dead.")] string? status, [FromQuery(Name = "channel_id")] Guid? channelId, [AsParameters] PageQuery paging,
        HttpContext context, NotificationOutbox queue, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(status) && !Statuses.Contains(status))
        {
            throw ValidationErrors.Of("status", $"Expected one of {string.Join(", ", Statuses)}.");
        }

        var request = paging.ToRequest();
        var page = await queue.ListAsync(context.GetCaller().Scope, string.IsNullOrEmpty(status) ? null : status, channelId, request, cancellationToken);
        return TypedResults.Ok(new NotificationListAnswer([.. page.Rows.Select(NotificationResponse.Of)], Pagination.Of(request, page)));
    }

    private static async Task<IResult> ReplayAsync(
        Guid id, HttpContext context, NotificationOutbox queue, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await queue.ReplayAsync(context.GetCaller().Scope, id, now, now + Patience, cancellationToken) is { } notification
            ? TypedResults.Ok(new NotificationAnswer(NotificationResponse.Of(notification)))
            : Problems.NotFound($"There is no notification {id}, or its channel is gone. GET /api/notifications lists those there are.");
    }
}
