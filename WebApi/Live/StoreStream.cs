using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Live;

/// <summary>One store as a stream of server-sent events, for clients without SignalR.</summary>
internal static class StoreStream
{
    public const string Path = "/api/live";

    public static void MapStoreStream(this IEndpointRouteBuilder api) =>
        api.MapGet("/live", StreamAsync).WithTags("Live").WithName("StreamStoreLive").RequireRole(Role.Viewer)
            .WithSummary("A store's live state as server-sent events: `store_changed` with the whole state, its version as the event's id.")
            .WithDescription(
                "The state now comes at once, then every change, at most four a second. A reconnecting client sends the last id it got and is told "
                + "only what is newer. Comment lines keep the stream alive. The stream ends when the token or the store does.")
            .Produces<StoreLiveResponse>(StatusCodes.Status200OK, EventWriter.ContentType).WithProblems(400, 401, 403, 404, 503);

    private static async Task<IResult> StreamAsync(
        HttpContext http, [AsParameters] Services services,
        [Description("The store to watch.")] Guid? store_id,
        [FromHeader(Name = "Last-Event-ID"), Description("The version that the client has; nothing up to it is sent again.")] string? lastEventId,
        [FromQuery, Description("The token, for clients that can't set headers.")] string? access_token,
        CancellationToken cancellationToken)
    {
        if (store_id is not { } storeId)
        {
            return Refuse("store_id", "Which store? Add store_id=<UUID>.");
        }

        var version = -1L;
        if (lastEventId is not (null or "") && !long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out version))
        {
            return Refuse("Last-Event-ID", $"Expected the id of an event of this stream, a whole number, got '{lastEventId[..Math.Min(lastEventId.Length, 60)]}'.");
        }

        var caller = http.GetCaller();
        if (await services.Stores.FindAsync(caller.Scope, storeId, cancellationToken) is null)
        {
            return NoStore(storeId);
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, services.Lifetime.ApplicationStopping);
        using var writer = new EventWriter(http.Response, version, services.Measurements, ended.Token);
        var session = new LiveSession(caller, writer.WriteAsync, End, services.Time, _ => End(LiveEnd.NothingToWatch));
        if (!services.Sessions.TryBegin(session))
        {
            return Problems.Unavailable(TimeSpan.FromSeconds(30));
        }

        try
        {
            if (await services.Relay.Stores.AddAsync(storeId, session) is not { } live)
            {
                return NoStore(storeId);
            }

            await writer.StartAsync();
            session.Offer(LiveNews.Of(live));
            await writer.BeatAsync(TimeSpan.FromSeconds(services.Options.Value.HeartbeatSeconds), services.Time);
        }
        finally
        {
            session.End(LiveEnd.Gone);
            services.Relay.Stores.Remove(storeId, session);
            services.Sessions.Finish(session);
            await session.Writing;
        }

        return Results.Empty;

        void End(LiveEnd reason)
        {
            if (reason == LiveEnd.Stalled)
            {
                http.Abort();
            }

            ended.Cancel();
        }
    }

    private static ProblemResult Refuse(string field, string message) =>
        Problems.Validation(new Dictionary<string, string[]> { [field] = [message] });

    private static ProblemResult NoStore(Guid storeId) => Problems.NotFound($"There is no store {storeId}. GET /api/stores lists those there are.");

    /// <summary>What the stream needs of the host.</summary>
    internal sealed record Services(
        LiveRelay Relay, LiveSessions Sessions, StoreDirectory Stores, LiveMeasurements Measurements, IOptions<LiveOptions> Options, TimeProvider Time,
        Microsoft.Extensions.Hosting.IHostApplicationLifetime Lifetime);
}
