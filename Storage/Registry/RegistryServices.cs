using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RetailOrleans.Storage.Alerts;

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
        services.AddSingleton<FloorPlanRegistry>();
        services.AddSingleton<SensorRegistry>();
        services.AddSingleton<TokenRegistry>();
        services.AddSingleton<TokenDirectory>().AddHostedService<TokenUsage>();
        services.AddSingleton<SensorDirectory>();
        services.AddSingleton<StoreDirectory>();
        services.AddSingleton<AuditLog>();
        services.AddAlertStorage();

        services.AddDeviceSecrets();
        services.AddOptions<BootstrapOptions>().BindConfiguration(BootstrapOptions.Section);
        services.AddHostedService<BootstrapTokens>();
        return services;
    }

    /// <summary>Adds what encrypts devices' passwords: keys in the database, themselves encrypted when there is a master key.</summary>
    internal static IServiceCollection AddDeviceSecrets(this IServiceCollection services)
    {
        services.AddOptions<SecretOptions>().BindConfiguration(SecretOptions.Section)
            .Validate(
                options => options.IsValid,
                "Secrets:MasterKey and Secrets:PreviousMasterKeys must be 32 random bytes in base64 each; make one with: openssl rand -base64 32")
            .ValidateOnStart();
        services.AddDataProtection().SetApplicationName(SecretProtector.ApplicationName);
        services.AddSingleton<KeyRingRepository>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = provider.GetRequiredService<KeyRingRepository>();
            if (provider.GetRequiredService<IOptions<SecretOptions>>().Value.MasterKey is { } key)
            {
                options.XmlEncryptor = new MasterKeyEncryptor(SecretOptions.Bytes(key)!);
            }
        }));
        services.AddSingleton<SecretProtector>();
        return services;
    }
}
