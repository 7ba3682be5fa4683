using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace RetailOrleans.Storage.Tests;

public sealed class StorageServicesTests
{
    [Fact]
    public void A_plain_connection_string_gets_what_a_server_needs()
    {
        var settings = SettingsOf("Host=192.0.2.1;Username=retail;Database=retail");
        Assert.Equal(
            ("retail-orleans", 2, 64, 40, true), (settings.ApplicationName, settings.Timeout, settings.MaxAutoPrepare, settings.MaxPoolSize, settings.NoResetOnClose));
    }

    [Fact]
    public void What_a_connection_string_says_stays()
    {
        var settings = SettingsOf("Host=192.0.2.1;Username=retail;Database=retail;Timeout=7;MaxPoolSize=12;Application Name=mine");
        Assert.Equal(("mine", 7, 12), (settings.ApplicationName, settings.Timeout, settings.MaxPoolSize));
        Assert.Equal(64, settings.MaxAutoPrepare);
    }

    private static NpgsqlConnectionStringBuilder SettingsOf(string connectionString)
    {
        using var services = new ServiceCollection().AddStorage(connectionString).BuildServiceProvider();
        return new NpgsqlConnectionStringBuilder(services.GetRequiredService<NpgsqlDataSource>().ConnectionString);
    }
}
