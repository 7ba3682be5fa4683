using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace RetailOrleans.Storage.Registry;

/// <summary>The registry in a host.</summary>
public static class RegistryServices
{
    /// <summary>Adds the registry, its caches and what keeps them fresh. Needs an NpgsqlDataSource; what migrates its database is to be added before.</summary>
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ChangeFeed>().AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
        services.AddSingleton<RegistryReader>();
        services.AddSingleton<CollectionLedger>();
        services.AddSingleton<SensorEvents>();
        services.AddSingleton<OrganizationRegistry>();
        services.AddSingleton<StoreRegistry>();
        services.AddSingleton<SensorRegistry>();
        services.AddSingleton<TokenRegistry>();
        services.AddSingleton<TokenDirectory>().AddHostedService<TokenUsage>();
        services.AddSingleton<SensorDirectory>();
        services.AddSingleton<StoreDirectory>();

        services.AddDataProtection().SetApplicationName(SecretProtector.ApplicationName);
        services.AddSingleton<KeyRingRepository>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = provider.GetRequiredService<KeyRingRepository>()));
        services.AddSingleton<SecretProtector>();

        services.AddOptions<BootstrapOptions>().BindConfiguration(BootstrapOptions.Section);
        services.AddHostedService<BootstrapTokens>();
        return services;
    }
}
