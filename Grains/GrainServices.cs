using Microsoft.Extensions.DependencyInjection;
using RetailOrleans.Grains.Alerts;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Live;
using RetailOrleans.Grains.Rollups;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Grains.Stores;
using RetailOrleans.Storage.Live;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains;

/// <summary>What the grains of a silo share.</summary>
public static class GrainServices
{
    public static IServiceCollection AddGrainServices(this IServiceCollection services)
    {
        services.AddOptions<PollingOptions>().BindConfiguration(PollingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PollMeasurements>();
        services.AddSingleton<DevicePoller>();
        services.AddSingleton<ISensorTrials, SensorTrials>();
        services.AddSingleton<SensorDoor>();
        services.AddSingleton<ISensorDoor>(provider => provider.GetRequiredService<SensorDoor>());
        services.AddSingleton<SensorWaker>();
        services.AddSingleton<StoreReports>();
        services.AddSingleton<SensorEventJournal>();
        services.AddHostedService(provider => provider.GetRequiredService<SensorEventJournal>());
        services.AddSingleton<StoreLoadPlaces>();
        services.AddSingleton<StoreLoads>();
        services.AddSingleton<StoreDayMaker>();
        services.AddSingleton<RollupRest>();
        services.AddSingleton<RollupDebts>();
        services.AddSingleton<IFineRollups, FineRollups>();
        services.AddSingleton<AlertMeasurements>();
        services.AddSingleton<ActiveGrains<SensorFingerprint>>();
        services.AddSingleton<ActiveGrains<StoreFingerprint>>();
        services.AddSingleton<LiveAudit>();
        services.AddSingleton<ILiveAudit>(provider => provider.GetRequiredService<LiveAudit>());
        services.AddHostedService(provider => provider.GetRequiredService<LiveAudit>());
        services.AddSingleton<SensorLoads>();
        services.AddHostedService(provider => provider.GetRequiredService<SensorLoads>());
        services.AddSingleton<ContactJournal>();
        services.AddHostedService(provider => provider.GetRequiredService<ContactJournal>());
        return services;
    }
}
