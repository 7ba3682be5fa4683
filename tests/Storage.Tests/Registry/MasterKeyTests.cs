using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Storage.Tests.Registry;

public sealed class MasterKeyTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Keys_in_the_database_open_nothing_without_the_master_key()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        var (key, other) = (NewKey(), NewKey());
        byte[] secret;
        await using (var silo = Services(registry, key))
        {
            secret = silo.GetRequiredService<SecretProtector>().Protect(Password);
        }

        await using var command = registry.Database.CreateCommand("select string_agg(xml, ' ') from data_protection_keys");
        var stored = (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        Assert.Contains("<masterKey name=", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey xmlns", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("<value>", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(key, stored, StringComparison.Ordinal);

        // Another silo with the same key, and one whose key was replaced since.
        await using (var silo = Services(registry, key))
        {
            Assert.Equal(Password, silo.GetRequiredService<SecretProtector>().Unprotect(secret));
        }

        await using (var silo = Services(registry, other, key))
        {
            Assert.Equal(Password, silo.GetRequiredService<SecretProtector>().Unprotect(secret));
        }

        // A thief of the database.
        await using (var thief = Services(registry, null))
        {
            Assert.Throws<CryptographicException>(() => thief.GetRequiredService<SecretProtector>().Unprotect(secret));
        }

        await using (var thief = Services(registry, other))
        {
            Assert.Throws<CryptographicException>(() => thief.GetRequiredService<SecretProtector>().Unprotect(secret));
        }
    }

    [Fact]
    public async Task A_database_whose_keys_were_made_without_a_master_key_is_still_read_with_one()
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        byte[] secret;
        await using (var silo = Services(registry, null))
        {
            secret = silo.GetRequiredService<SecretProtector>().Protect(Password);
        }

        await using var later = Services(registry, NewKey());
        Assert.Equal(Password, later.GetRequiredService<SecretProtector>().Unprotect(secret));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAAA")]
    [InlineData("this is no base64 but long enough to be one of 32 bytes")]
    public async Task A_master_key_that_is_none_is_said_at_start(string key)
    {
        await using var registry = await RegistryDatabase.CreateAsync();
        await using var silo = Services(registry, key);

        var refusal = Assert.Throws<OptionsValidationException>(() => silo.GetRequiredService<IOptions<SecretOptions>>().Value);

        Assert.Contains("Secrets:MasterKey", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, refusal.Message, StringComparison.Ordinal);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretOptions.KeyBytes));

    private static ServiceProvider Services(RegistryDatabase registry, string? key, params string[] previous)
    {
        var settings = previous.Select((one, i) => KeyValuePair.Create($"Secrets:PreviousMasterKeys:{i}", (string?)one)).Append(KeyValuePair.Create("Secrets:MasterKey", key));
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton(registry.Database);
        services.AddLogging().AddDeviceSecrets();
        return services.BuildServiceProvider();
    }
}
