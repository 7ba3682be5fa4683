using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using RetailOrleans.Storage.Baselines;
using RetailOrleans.Storage.Patterns;
using RetailOrleans.Storage.Platform;
using RetailOrleans.Storage.Live;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Retention;
using RetailOrleans.Storage.Rollups;
using RetailOrleans.Storage.Sales;

namespace RetailOrleans.Storage;

/// <summary>The database of a silo.</summary>
public static class StorageServices
{
    /// <summary>One pool for everything; statements that repeat are prepared by themselves.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="connectionString">Npgsql's form; what it does not say is filled in for a server that must notice a lost database soon.</param>
    public static IServiceCollection AddStorage(this IServiceCollection services, string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        SetDefault(settings, "Application Name", "retail-orleans");
        SetDefault(settings, "Timeout", 2);
        SetDefault(settings, "Max Auto Prepare", 64);
        SetDefault(settings, "Auto Prepare Min Usages", 2);
        SetDefault(settings, "Maximum Pool Size", 40);

        // Longer answers come in pieces: large ones cost fewer turns, and a sender on the same machine does not wait until a small window opens.
        SetDefault(settings, "Read Buffer Size", 64 * 1024);
        SetDefault(settings, "Socket Receive Buffer Size", 1024 * 1024);

        // Nothing of ours leaves state behind in a session, and a reset would cost each use of a connection a statement.
        SetDefault(settings, "No Reset On Close", true);
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(settings.ConnectionString).Build());
        services.AddOptions<WriterOptions>().BindConfiguration(WriterOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(WriterIdentity.None);
        services.AddSingleton<ReadingPartitions>();
        services.AddSingleton<DataRetention>();
        services.AddSingleton<MonthPacking>();
        services.AddSingleton<ReadingQueries>();
        services.AddSingleton<FingerprintQueries>();
        services.AddSingleton<OverlapQueries>();
        services.AddSingleton<SpaceHeatmaps>();
        services.AddSingleton<RollupStore>();
        services.AddSingleton<CarryQueries>();
        services.AddSingleton<RollupQueries>();
        services.AddSingleton<DayQueries>();
        services.AddSingleton<HourCountQueries>();
        services.AddSingleton<StorePatterns>();
        services.AddSingleton<BaselineStore>();
        services.AddSingleton<PeriodQueries>();
        services.AddSingleton<OutageQueries>();
        services.AddSingleton<OrganizationDayQueries>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RollupPace>();
        services.AddSingleton<RebuildStore>();
        services.AddSingleton<DatabasePing>();
        services.AddSingleton<SiloHistory>();
        services.AddSingleton<SalesStore>();
        services.AddSingleton<SalesQueries>();
        services.AddSingleton<ReadingListing>();
        services.AddSingleton<RollupListing>();
        services.AddSingleton<ReadingWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<ReadingWriter>());
        return services;
    }

    private static void SetDefault(NpgsqlConnectionStringBuilder settings, string key, object value)
    {
        // Not ContainsKey, which says yes to every keyword that there is.
        if (!settings.Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
        {
            settings[key] = value;
        }
    }
}
