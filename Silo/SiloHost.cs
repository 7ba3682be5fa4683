using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;
using OpenTelemetry.Metrics;
using Orleans.Configuration;
using RetailOrleans.Connectors;
using RetailOrleans.Connectors.Notifications;
using RetailOrleans.Grains;
using RetailOrleans.Grains.Alerts;
using RetailOrleans.Grains.Live;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Storage;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi;
using RetailOrleans.WebApi.Auth;
using RetailOrleans.WebApi.Health;
using RetailOrleans.WebApi.Live;
using RetailOrleans.WebApi.Sensors;

namespace RetailOrleans.Silo;

/// <summary>The composition root: one process with grains, API, hub and dashboard.</summary>
public static class SiloHost
{
    /// <summary>What the Orleans providers call the database driver.</summary>
    private const string Npgsql = "Npgsql";

    /// <summary>Composes a silo from <c>appsettings.json</c>, environment and command line. Nothing is contacted before it is started.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names the key and the remedy.</exception>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var connectionString = builder.Configuration.GetConnectionString("Postgres");
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new InvalidOperationException(
                "ConnectionStrings:Postgres is not set. Set the environment variable ConnectionStrings__Postgres, "
                + "e.g. Host=127.0.0.1;Port=5432;Username=retail;Password=…;Database=retail.");
        }

        builder.WebHost.UseUrls((builder.Configuration["Api:Urls"] ?? "http://127.0.0.1:8080").Split(';', StringSplitOptions.RemoveEmptyEntries));
        builder.Services.AddSingleton(TimeProvider.System);

        // First in, first started: everything else finds its tables there.
        builder.Services.AddHostedService<DatabaseStartup>();
        builder.Services.AddStorage(connectionString).AddRegistry().AddConnectors(MayContactAllowedNetworks(builder.Configuration)).AddGrainServices();
        builder.AddNotifications();
        builder.AddCluster();
        builder.Services.AddWebApi(builder.Configuration);
        builder.Services.AddHealthChecks().AddCheck<ClusterCheck>("cluster", tags: [HealthEndpoints.Ready]);
        builder.Services.AddHostedService<PartitionKeeper>();
        builder.Services.AddHostedService<SensorEventKeeper>();
        builder.Services.AddHostedService<HeatmapKeeper>();
        builder.Services.AddHostedService<RollupStartup>();
        builder.Services.AddHostedService<ClusterChanges>();
        builder.Services.AddHostedService<ScaleOut>();
        builder.Services.AddHostedService<PlatformWatch>();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            // Not the rest of the framework's: routing, authorization and pools of memory count at every request what nobody asks.
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections")
            .AddMeter("Microsoft.Orleans", "System.Runtime", ReadingWriter.MeterName, LiveMeasurements.MeterName, AlertMeasurements.MeterName, PollMeasurements.MeterName, ILiveAudit.MeterName)
            // Counted several times for each call between grains, and of interest to nobody but Orleans itself.
            .AddView(instrument => instrument.Name.StartsWith("orleans-messaging", StringComparison.Ordinal) ? MetricStreamConfiguration.Drop : null)
            .AddPrometheusExporter());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(12));

        var app = builder.Build();
        app.MapWebApi();
        app.MapPrometheusScrapingEndpoint("/metrics").RequireRole(Role.PlatformAdmin);
        app.MapDashboard(builder.Configuration["Dashboard:Root"]);
        return app;
    }

    private static Action<ConnectorOptions> MayContactAllowedNetworks(IConfiguration configuration)
    {
        var networks = DeviceOptions.NetworksOf(configuration);
        return options => options.MayContact = networks.Contains;
    }

    private static void AddNotifications(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<NotificationOptions>().BindConfiguration(NotificationOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                options => (options.AllowedNetworks ?? []).All(NetworkList.IsNetwork),
                "Notifications:AllowedNetworks must list networks such as 10.0.0.0/8, or addresses.")
            .ValidateOnStart();
        builder.Services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<NotificationOptions>>().Value;
            return new NotificationSender(
                options, options.AllowedNetworks is { Length: > 0 } networks ? NetworkList.Parse(networks).Contains : PublicAddress.Is,
                provider.GetRequiredService<TimeProvider>());
        });
        builder.Services.AddSingleton<NotificationMeasurements>();
        builder.Services.AddSingleton<PlatformMeasurements>();
        builder.Services.AddSingleton<NotificationDispatcher>().AddHostedService(provider => provider.GetRequiredService<NotificationDispatcher>());
        builder.Services.AddSingleton<IAlertListener>(provider => provider.GetRequiredService<NotificationDispatcher>());
    }

    private static void AddCluster(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ClusterOptions>().BindConfiguration(ClusterOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var cluster = builder.Configuration.GetSection(ClusterOptions.Section).Get<ClusterOptions>() ?? new ClusterOptions();
        builder.Services.AddSingleton(provider =>
        {
            var silo = provider.GetRequiredService<ILocalSiloDetails>();
            return new WriterIdentity(silo.ClusterId, silo.SiloAddress.Endpoint.Address.ToString(), silo.SiloAddress.Endpoint.Port, silo.SiloAddress.Generation);
        });
        // Before Orleans' own, which it is asked before.
        builder.Services.AddSingleton<IGrainInterfaceTypeProvider, GrainInterfaceTypes>();
        builder.UseOrleans(silo =>
        {
            silo.Configure<Orleans.Configuration.ClusterOptions>(options =>
            {
                options.ClusterId = cluster.ClusterId;
                options.ServiceId = cluster.ServiceId;
            });
            silo.ConfigureEndpoints(
                AdvertisedAddress(cluster), cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: cluster.AdvertisedIP is null);
            silo.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> options) => options.Configure<NpgsqlDataSource>(
                (clustering, database) => (clustering.Invariant, clustering.DataSource) = (Npgsql, database)));
            silo.AddAdoNetGrainStorageAsDefault((OptionsBuilder<AdoNetGrainStorageOptions> options) => options.Configure<NpgsqlDataSource>(
                (storage, database) => (storage.Invariant, storage.DataSource) = (Npgsql, database)));
            silo.UseAdoNetReminderService((OptionsBuilder<AdoNetReminderTableOptions> options) => options.Configure<NpgsqlDataSource>(
                (reminders, database) => (reminders.Invariant, reminders.DataSource) = (Npgsql, database)));
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                // A dead silo's stores are live again within seconds. See docs/decisions/0029-failover-measured.md.
                options.ProbeTimeout = TimeSpan.FromSeconds(2);
                options.MaxProbeTimeout = TimeSpan.FromSeconds(5);
                options.NumMissedProbesLimit = 2;
                options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
                options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
                options.MaxJoinAttemptTime = TimeSpan.FromMinutes(1);
            });
            silo.Configure<SiloMessagingOptions>(options =>
            {
                options.ResponseTimeout = TimeSpan.FromSeconds(15);

                // A grain that is on its way to a silo that hangs is nowhere until this is over.
                options.SystemResponseTimeout = TimeSpan.FromSeconds(10);
            });
            silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(30));
        });
    }

    private static IPAddress AdvertisedAddress(ClusterOptions cluster)
    {
        if (cluster.AdvertisedIP is null)
        {
            return Dns.GetHostAddresses(Dns.GetHostName()).FirstOrDefault(address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
                ?? IPAddress.Loopback;
        }

        return IPAddress.TryParse(cluster.AdvertisedIP, out var parsed)
            ? parsed
            : throw new InvalidOperationException($"Cluster:AdvertisedIP is '{cluster.AdvertisedIP}', which is no IP address. Give the address that other silos reach this host by.");
    }
}
