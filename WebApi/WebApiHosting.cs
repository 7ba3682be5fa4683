using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RetailOrleans.Connectors;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Alerts;
using RetailOrleans.WebApi.Analytics;
using RetailOrleans.WebApi.Audit;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Baselines;
using RetailOrleans.WebApi.Devices;
using RetailOrleans.WebApi.Errors;
using RetailOrleans.WebApi.FloorPlans;
using RetailOrleans.WebApi.Health;
using RetailOrleans.WebApi.Heatmaps;
using RetailOrleans.WebApi.Ingest;
using RetailOrleans.WebApi.Json;
using RetailOrleans.WebApi.Live;
using RetailOrleans.WebApi.OpenApi;
using RetailOrleans.WebApi.Organizations;
using RetailOrleans.WebApi.Readings;
using RetailOrleans.WebApi.Rollups;
using RetailOrleans.WebApi.Sales;
using RetailOrleans.WebApi.Sensors;
using RetailOrleans.WebApi.Status;
using RetailOrleans.WebApi.Stores;
using RetailOrleans.WebApi.Tokens;
using Scalar.AspNetCore;

namespace RetailOrleans.WebApi;

/// <summary>The API in a host.</summary>
public static class WebApiHosting
{
    private const long MaxBodyBytes = 1 << 20;

    /// <summary>Adds what the API needs beside the registry, the connectors and a grain factory.</summary>
    public static IServiceCollection AddWebApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DeviceOptions>().Bind(configuration.GetSection(DeviceOptions.Section))
            .Validate(
                options => options.Networks.All(NetworkList.IsNetwork),
                "Devices:AllowedNetworks must list networks such as 10.0.0.0/8, or addresses.")
            .ValidateOnStart();
        services.AddOptions<TokenOptions>().Bind(configuration.GetSection(TokenOptions.Section)).ValidateDataAnnotations().ValidateOnStart();

        services.AddOpenApiDocument();
        services.AddRequestDecompression();
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "text/csv"];
        });
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [HealthEndpoints.Ready])
            .AddCheck<WriterCheck>("writer", tags: [HealthEndpoints.Ready]);

        services.Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = MaxBodyBytes);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(new UtcInstantConverter());
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });

        services.AddLive();
        services.AddSingleton<HourlyAnalytics>();
        services.AddSingleton<DailyAnalytics>();
        services.AddSingleton<ForecastAnalytics>();
        services.AddSingleton<AnomalyAnalytics>();
        services.AddSingleton<OrganizationAnalytics>();
        services.AddSingleton<RollupPages>();
        services.AddSingleton<Recomputations>();
        services.AddSingleton<IAlertListener, AlertRelay>();
        services.AddSingleton<ChannelInput>();
        services.AddSingleton<GrainReloads>();
        services.AddSingleton<StatusCache>();
        services.AddSingleton(provider => new SensorInput(
            provider.GetRequiredService<ConnectorCatalog>(), provider.GetRequiredService<SecretProtector>(),
            NetworkList.Parse(provider.GetRequiredService<IOptions<DeviceOptions>>().Value.Networks)));
        return services;
    }

    /// <summary>Maps the API with the middleware that it needs.</summary>
    public static WebApplication MapWebApi(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseResponseCompression();
        app.UseRequestDecompression();
        app.UseMiddleware<CallerMiddleware>();

        // SignalR brings the framework's authorization, which would be put into the pipeline to look for policies that nobody has.
        ((IApplicationBuilder)app).Properties["__AuthorizationMiddlewareSet"] = true;

        app.MapHealth();
        app.MapOrganizations();
        app.MapStores();
        app.MapSensors();
        app.MapTokens();
        var api = app.MapGroup("/api");
        api.MapSensorTest();
        api.MapSensorTrial();
        api.MapHeatmaps();
        api.MapStoreHeatmap();
        api.MapFloorPlans();
        api.MapDevicePush();
        api.MapIngest();
        api.MapReadings();
        api.MapStatus();
        api.MapAnalytics();
        api.MapSales();
        api.MapBaselines();
        api.MapRebuild();
        api.MapLive();
        api.MapAlerts();
        api.MapAlertRules();
        api.MapNotificationChannels();
        api.MapNotifications();
        api.MapAudit();
        app.MapLiveHub();
        app.Map("/api/{**path}", () => Problems.Of(StatusCodes.Status404NotFound)).RequireToken().ExcludeFromDescription();

        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/docs");
        return app;
    }
}
