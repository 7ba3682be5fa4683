using System.Globalization;
using Microsoft.Playwright;
using RetailOrleans.E2E.Fixture;
using RetailOrleans.TestKit;
using Xunit.Sdk;
using Xunit.v3;

// One silo, one browser, two cores: tests one after the other are quicker, and one of them kills the silo.
[assembly: AssemblyFixture(typeof(DashboardFixture))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace RetailOrleans.E2E.Fixture;

/// <summary>A database, the silo process with the built dashboard, and Chromium. Tests found organizations of their own on it.</summary>
public sealed class DashboardFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("retail-e2e-");
    private PostgresDatabase? _database;
    private SiloProcess? _silo;
    private HttpClient? _http;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public SiloProcess Silo => _silo!;

    public IBrowser Browser => _browser!;

    /// <summary>For files of processes; gone at the end.</summary>
    public string Folder => _folder.FullName;

    /// <summary>
    /// An IANA zone in which it is early afternoon now, so that the day of a test's readings does not depend on when it runs.
    /// </summary>
    public static string AfternoonZone
    {
        get
        {
            // The signs of these names are the wrong way round: Etc/GMT-3 is three hours ahead.
            var behind = TimeProvider.System.GetUtcNow().Hour - 13;
            return behind == 0 ? "Etc/UTC" : string.Create(CultureInfo.InvariantCulture, $"Etc/GMT{behind:+0;-0}");
        }
    }

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var dashboard = Environment.GetEnvironmentVariable("RETAIL_DASHBOARD") is { Length: > 0 } named
            ? named
            : Path.Combine(RepositoryRoot.Path, "Dashboard", "dist");
        Assert.True(
            File.Exists(Path.Combine(dashboard, "index.html")),
            $"There is no built dashboard in {dashboard}. Build it with ./test, or name one in RETAIL_DASHBOARD.");
        _database = await PostgresDatabase.CreateAsync(cancellationToken: cancellation);
        _silo = new SiloProcess(_database.ConnectionString, _folder.FullName, dashboard);
        await _silo.StartAsync(cancellation);
        _http = new HttpClient { BaseAddress = _silo.Url };

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("RETAIL_CHROMIUM") is { Length: > 0 } chromium ? chromium : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        Assertions.SetDefaultExpectTimeout(15_000);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _http?.Dispose();
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>The token that the silo wrote for the administrator of its first organization.</summary>
    public Task<string> AdministratorTokenAsync() => ReadTokenAsync("admin.token");

    /// <summary>A new organization that no other test sees.</summary>
    public async Task<Organization> FoundAsync()
    {
        var platform = new Organization(_http!, await ReadTokenAsync("platform.token"));
        var answer = await platform.PostAsync("/api/organizations", new { name = $"Organization {Guid.NewGuid():N}" });
        return new Organization(_http!, answer.GetProperty("secret").GetString()!);
    }

    private async Task<string> ReadTokenAsync(string file) =>
        (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, file), TestContext.Current.CancellationToken)).Trim();
}
