using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Stores;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.OpenApi;

namespace RetailOrleans.WebApi.Live;

/// <summary>The hub, and its states for clients that ask once.</summary>
internal static class LiveEndpoints
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddOptions<LiveOptions>().BindConfiguration(LiveOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSignalR(options => options.AddFilter<LiveHubFilter>())
            .AddJsonProtocol(options => options.PayloadSerializerOptions = new(ApiJson.Default.Options))
            .AddMessagePackProtocol(options => options.SerializerOptions = LiveMessagePack.Over(options.SerializerOptions));
        services.AddSingleton<HubLifetimeManager<LiveHub>, LiveConnections>();
        services.AddSingleton<LiveHubFilter>();
        services.Configure<LoggerFilterOptions>(options => options.AddFilter(LiveHubFilter.FrameworkLog, LogLevel.None));
        services.AddSingleton<LiveMeasurements>();
        services.AddSingleton<LiveSessions>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveSessions>());
        services.AddSingleton<LiveRelay>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveRelay>());
        services.AddSingleton<OrganizationTotals>();
        services.AddHostedService(provider => provider.GetRequiredService<OrganizationTotals>());
        services.AddSingleton<ILiveRenewal>(provider => provider.GetRequiredService<LiveRelay>());
        return services;
    }

    public static IEndpointRouteBuilder MapLive(this IEndpointRouteBuilder api)
    {
        api.MapGet("/stores/{id:guid}/live", GetStoreAsync).WithTags("Live").WithName("GetStoreLive").RequireRole(Role.Viewer)
            .WithSummary("A store's occupancy, totals of today and sensors' health, now.").Produces<StoreLiveResponse>().WithProblems(400, 401, 403, 404, 503);
        api.MapGet("/organization/live", GetOrganizationAsync).WithTags("Live").WithName("GetOrganizationLive").RequireRole(Role.Viewer)
            .WithSummary("Totals over the stores that the token may see, now.").Produces<OrganizationLiveResponse>().WithProblems(400, 401, 403, 404, 503);
        api.MapStoreStream();
        return api;
    }

    public static void MapLiveHub(this IEndpointRouteBuilder root) =>
        root.MapHub<LiveHub>("/hubs/live", options => options.AllowStatefulReconnects = true).RequireRole(Role.Viewer);

    private static async Task<IResult> GetStoreAsync(
        HttpContext http, IGrainFactory grains, StoreDirectory stores, Guid id, CancellationToken cancellationToken)
    {
        var live = await stores.FindAsync(http.GetCaller().Scope, id, cancellationToken) is null
            ? null
            : await grains.GetGrain<IStoreGrain>(id).GetLiveAsync(cancellationToken);
        return live is null
            ? Problems.NotFound($"There is no store {id}. GET /api/stores lists those there are.")
            : TypedResults.Json(StoreLiveResponse.Of(live), ApiJson.Default.StoreLiveResponse);
    }

    private static async Task<IResult> GetOrganizationAsync(
        HttpContext http, IGrainFactory grains, StoreDirectory stores, TimeProvider time, CancellationToken cancellationToken)
    {
        var scope = http.GetCaller().Scope;
        var visible = await stores.ListAsync(scope, cancellationToken);
        var live = new ConcurrentBag<StoreLive>();
        var some = new ParallelOptions { MaxDegreeOfParallelism = OrganizationSum.AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(visible, some, async (store, token) =>
        {
            if (await grains.GetGrain<IStoreGrain>(store.StoreId).GetLiveAsync(token) is { } state)
            {
                live.Add(state);
            }
        });
        return TypedResults.Json(OrganizationLiveResponse.Of(scope.OrganizationId, live, time.GetUtcNow()), ApiJson.Default.OrganizationLiveResponse);
    }
}
