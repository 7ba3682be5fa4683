using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RetailOrleans.Connectors;

/// <summary>Registers the connectors.</summary>
public static class ConnectorServices
{
    /// <summary>Adds every connector and the <see cref="ConnectorCatalog"/>; <see cref="TimeProvider"/> is the system's unless there is one.</summary>
    public static IServiceCollection AddConnectors(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ConnectorCatalog>();
        return services;
    }
}
