using System.Diagnostics;
using RetailOrleans.TestKit;

namespace RetailOrleans.Cluster.Tests.Fixture;

/// <summary>A real nginx with the configuration that <c>deploy/nginx</c> proposes, in front of silos of this machine.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private Nginx(DirectoryInfo folder, Process process, Uri url)
    {
        (_folder, _process, Url) = (folder, process, url);
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <param name="silos">The two silos that it stands before.</param>
    /// <param name="isSticky">Whether a client stays on one silo; else the silos take turns.</param>
    public static async Task<Nginx> StartAsync(IReadOnlyList<SiloProcess> silos, bool isSticky)
    {
        var port = FreePorts.Take(1)[0];
        var folder = Directory.CreateTempSubdirectory("retail-nginx-");
        var proposed = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "deploy", "nginx", "retailorleans.conf"), TestContext.Current.CancellationToken);
        var site = proposed
            .Replace("192.0.2.11:8080", silos[0].Url.Authority, StringComparison.Ordinal)
            .Replace("192.0.2.12:8080", silos[1].Url.Authority, StringComparison.Ordinal)
            .Replace("192.0.2.10:80", $"127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("/var/log/nginx/", $"{folder.FullName}/", StringComparison.Ordinal);
        if (!isSticky)
        {
            site = site.Replace("    hash ", "    # hash ", StringComparison.Ordinal);
        }

        var file = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(
            file,
            $$"""
            daemon off;
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            pid {{folder.FullName}}/pid;
            error_log stderr;
            events {}
            http {
                client_body_temp_path {{folder.FullName}}/body;
                proxy_temp_path {{folder.FullName}}/proxy;
                fastcgi_temp_path {{folder.FullName}}/fastcgi;
                uwsgi_temp_path {{folder.FullName}}/uwsgi;
                scgi_temp_path {{folder.FullName}}/scgi;
            {{site}}
            }
            """,
            TestContext.Current.CancellationToken);
        var process = Process.Start(new ProcessStartInfo(Program, ["-p", folder.FullName, "-c", file]) { RedirectStandardInput = true })!;
        var nginx = new Nginx(folder, process, new Uri($"http://127.0.0.1:{port}"));
        using var http = new HttpClient { BaseAddress = nginx.Url };
        await Eventually.AnswersAsync(
            () => http.GetAsync(new Uri("/health/live", UriKind.Relative)), answer => answer.IsSuccessStatusCode, TimeSpan.FromSeconds(15),
            TestContext.Current.CancellationToken);
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // Its workers end with it, unlike after a kill.
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await kill.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Debian puts it where ordinary users' paths do not lead.</summary>
    private static string Program => File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
}
