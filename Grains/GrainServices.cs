using Microsoft.Extensions.DependencyInjection;
using RetailOrleans.Grains.Alerts;
using RetailOrleans.Grains.Rollups;
using RetailOrleans.Grains.Sensors;

namespace RetailOrleans.Grains;

/// <summary>What the grains of a silo share.</summary>
public static class GrainServices
{
    public static IServiceCollection AddGrainServices(this IServiceCollection services)
    {
        services.AddSingleton<DevicePoller>();
        services.AddSingleton<RollupDebts>();
        services.AddSingleton<AlertMeasurements>();
        services.AddSingleton<SensorLoads>();
        services.AddHostedService(provider => provider.GetRequiredService<SensorLoads>());
        services.AddSingleton<ContactJournal>();
        services.AddHostedService(provider => provider.GetRequiredService<ContactJournal>());
        return services;
    }
}
