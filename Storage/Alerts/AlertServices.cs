using Microsoft.Extensions.DependencyInjection;

namespace RetailOrleans.Storage.Alerts;

/// <summary>What is stored of alerts, in a host.</summary>
public static class AlertServices
{
    /// <summary>Adds rules, alerts and the news of them. Needs an NpgsqlDataSource and the change feed.</summary>
    public static IServiceCollection AddAlertStorage(this IServiceCollection services)
    {
        services.AddOptions<AlertOptions>().BindConfiguration(AlertOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AlertRuleRegistry>();
        services.AddSingleton<AlertRegistry>();
        services.AddSingleton<ChannelRegistry>();
        services.AddSingleton<AlertLedger>();
        services.AddSingleton<NotificationOutbox>();
        services.AddSingleton<RegionQueries>();
        services.AddSingleton<AlertRuleBook>().AddHostedService(provider => provider.GetRequiredService<AlertRuleBook>());
        services.AddSingleton<AlertFeed>().AddHostedService(provider => provider.GetRequiredService<AlertFeed>());
        return services;
    }
}
