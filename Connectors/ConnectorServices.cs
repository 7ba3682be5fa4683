using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RetailOrleans.Connectors.Generic;
using RetailOrleans.Connectors.Http;
using RetailOrleans.Connectors.Milesight;

namespace RetailOrleans.Connectors;

/// <summary>Registers the connectors.</summary>
public static class ConnectorServices
{
    /// <summary>Adds every connector and the <see cref="ConnectorCatalog"/>; <see cref="TimeProvider"/> is the system's unless there is one.</summary>
    public static IServiceCollection AddConnectors(this IServiceCollection services, Action<ConnectorOptions>? configure = null)
    {
        var options = new ConnectorOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ConnectorCatalog>();
        services.TryAddSingleton(provider => new DeviceHttp(options, provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDeviceConnector, MilesightConnector>(
            provider => new MilesightConnector(provider.GetRequiredService<DeviceHttp>(), provider.GetRequiredService<TimeProvider>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPushConnector, MilesightPush>());
        services.AddGeneric(GenericPresets.Any, GenericPresets.None).AddGeneric(GenericPresets.Omnia, GenericPresets.OmniaParameters);
        return services;
    }

    private static IServiceCollection AddGeneric(this IServiceCollection services, string sensorType, ImmutableDictionary<string, string> preset) =>
        services.AddSingleton<IDeviceConnector>(provider => new GenericConnector(
            sensorType, preset, provider.GetRequiredService<DeviceHttp>(), provider.GetRequiredService<TimeProvider>()));
}
