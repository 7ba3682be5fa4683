using Microsoft.Extensions.DependencyInjection;
using RetailOrleans.Storage.Registry;
using RetailOrleans.WebApi.Tests.Fixture;

namespace RetailOrleans.WebApi.Tests.Sensors;

public sealed class SensorSecretTests(SiloFixture silo)
{
    private const string Password = "correct horse battery";

    private const string Config =
        $$$$"""{"collection": {"mode": "push"}, "connection": {"auth": {"type": "digest", "username": "admin", "password": "{{{{Password}}}}"}}}""";

    [Fact]
    public async Task A_password_is_never_returned_and_never_stored_in_clear()
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync();
        var created = (await admin.PostAsync("/api/sensors", TestApi.SensorBody(storeId, config: Config))).Expect(201);
        var id = created.Json.GetProperty("sensor").GetProperty("id").GetGuid();

        foreach (var answer in new[] { created, await admin.GetAsync($"/api/sensors/{id}"), await admin.GetAsync("/api/sensors"), await admin.PatchAsync($"/api/sensors/{id}", "{}") })
        {
            Assert.DoesNotContain(Password, answer.Text, StringComparison.Ordinal);
            Assert.Contains("\"password_set\":true", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("protected", answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(0L, await silo.ScalarAsync("select count(*) from sensors s where s::text like '%correct horse%' or encode(protected_secret, 'escape') like '%correct%'"));
        Assert.Equal(Password, await SecretOfAsync(id));
    }

    [Fact]
    public async Task An_absent_password_stays_null_removes_it_and_another_replaces_it()
    {
        var admin = await silo.FoundOrganizationAsync();
        var path = $"/api/sensors/{(await admin.CreateSensorAsync(await admin.CreateStoreAsync(), config: Config)).GetProperty("id").GetGuid()}";
        var id = Guid.Parse(path[^36..]);

        (await admin.PatchAsync(path, """{"config": {"connection": {"timeout_seconds": 5, "auth": {"username": "root"}}}}""")).Expect(200);
        Assert.Equal(Password, await SecretOfAsync(id));
        (await admin.PatchAsync(path, """{"config": {"connection": {"auth": {"password": " other "}}}}""")).Expect(200);
        Assert.Equal(" other ", await SecretOfAsync(id));
        (await admin.PatchAsync(path, """{"config": {"connection": {"auth": {"password_set": true}}}}""")).Expect(200);
        Assert.Equal(" other ", await SecretOfAsync(id));
        var removed = (await admin.PatchAsync(path, """{"config": {"connection": {"auth": {"password": null}}}}""")).Expect(200);
        Assert.Null(await SecretOfAsync(id));
        Assert.DoesNotContain("password_set", removed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_of_the_wrong_form_is_not_quoted()
    {
        var admin = await silo.FoundOrganizationAsync();
        var storeId = await admin.CreateStoreAsync();

        var answer = await admin.PostAsync("/api/sensors", TestApi.SensorBody(
            storeId, config: """{"connection": {"auth": {"type": "basic", "username": "admin", "password": 12345678}}}"""));

        answer.Expect(400).ErrorOf("config.connection.auth.password");
        Assert.DoesNotContain("12345678", answer.Text, StringComparison.Ordinal);
    }

    private async Task<string?> SecretOfAsync(Guid sensorId)
    {
        var sensor = await silo.Services.GetRequiredService<RegistryReader>().FindSensorAsync(sensorId, TestContext.Current.CancellationToken);
        return sensor!.ProtectedSecret is { } secret ? silo.Services.GetRequiredService<SecretProtector>().Unprotect(secret) : null;
    }
}
