using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RetailOrleans.Silo;
using RetailOrleans.TestKit;
using RetailOrleans.WebApi.Tests.Fixture;

[assembly: AssemblyFixture(typeof(SiloFixture))]

namespace RetailOrleans.WebApi.Tests.Fixture;

/// <summary>The real silo program in this process, on a database of its own. Tests found organizations of their own on it.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    /// <summary>What an organization may have here, small enough to be reached.</summary>
    public const int MaxRules = 25, MaxChannels = 12, MaxOpenAlerts = 15;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retail-api-");
    private PostgresDatabase? _database;
    private WebApplication? _silo;
    private HttpClient? _http;
    private TestApi? _platform;

    public IServiceProvider Services => _silo!.Services;

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    public string ConnectionString => _database!.ConnectionString;

    public string Url => _silo!.Urls.First();

    /// <summary>The mail server of this installation.</summary>
    public SmtpServer Mail { get; } = new();

    public string TokenDirectory => _folder.FullName;

    /// <summary>With the token of the platform administrator.</summary>
    public TestApi Platform => _platform!;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        var ports = FreePorts.Take(2);
        _silo = SiloHost.Build([
            $"--ConnectionStrings:Postgres={_database.ConnectionString}", "--Api:Urls=http://127.0.0.1:0",
            $"--Cluster:SiloPort={ports[0]}", $"--Cluster:GatewayPort={ports[1]}", "--Cluster:AdvertisedIP=127.0.0.1",
            $"--Cluster:ClusterId=api-{Guid.NewGuid():N}", "--Cluster:ServiceId=api", "--Devices:AllowedNetworks:0=127.0.0.0/8",
            "--Notifications:AllowedNetworks:0=127.0.0.0/8", "--Notifications:Timeout=00:00:02", "--Notifications:MailDelay=00:00:03",
            "--Notifications:Smtp:Host=127.0.0.1", $"--Notifications:Smtp:Port={Mail.Port}", "--Notifications:Smtp:Security=None",
            "--Notifications:Smtp:From=alerts@example.com",
            $"--Alerts:MaxRules={MaxRules}", $"--Alerts:MaxChannels={MaxChannels}", $"--Alerts:MaxOpen={MaxOpenAlerts}",
            $"--Bootstrap:TokenDirectory={_folder.FullName}", "--Live:StallSeconds=3", "--Live:HeartbeatSeconds=1", "--Logging:LogLevel:Default=Warning",
        ]);
        await _silo.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_silo.Urls.First()) };
        _platform = Api(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "platform.token")));
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_silo is not null)
        {
            await _silo.StopAsync();
            await _silo.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        await Mail.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>With some token, or with none.</summary>
    public TestApi Api(string? token) => new(_http!, token);

    /// <summary>With the first token of a new organization, a tenant administrator's.</summary>
    public async Task<TestApi> FoundOrganizationAsync()
    {
        var answer = await Platform.PostAsync("/api/organizations", $$"""{"name": "Org {{Guid.NewGuid():N}}"}""");
        Assert.Equal(201, answer.Status);
        return Api(answer.Json.GetProperty("secret").GetString());
    }

    /// <summary>A value of the database, for what no answer may show.</summary>
    public async Task<object?> ScalarAsync(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteScalarAsync();
    }
}
