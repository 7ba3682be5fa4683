using System.Diagnostics;
using System.Net.Sockets;
using RetailOrleans.TestKit;

namespace RetailOrleans.E2E.Fixture;

/// <summary>The real silo program in a process of its own, which can be killed and started again at the same address.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ProcessStartInfo _start;
    private readonly string _log;
    private Process? _process;

    public SiloProcess(string connectionString, string folder, string dashboard)
    {
        var program = Environment.GetEnvironmentVariable("RETAIL_SILO") is { Length: > 0 } named
            ? named
            : Path.Combine(RepositoryRoot.Path, "artifacts", "bin", "Silo", "release", "Silo.dll");
        Assert.True(File.Exists(program), $"There is no silo program at {program}. Build it with ./test, or name one in RETAIL_SILO.");
        var ports = FreePorts.Take(3);
        Url = new Uri($"http://127.0.0.1:{ports[0]}");
        _log = Path.Combine(folder, "silo.log");

        // One file for both streams: a pipe would end with this process, and what the silo said last would be lost.
        _start = new ProcessStartInfo("bash", ["-c", """exec dotnet "$0" >>"$1" 2>&1""", program, _log]);
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = connectionString,
            ["Api__Urls"] = Url.GetLeftPart(UriPartial.Authority),
            ["Cluster__ClusterId"] = "e2e",
            ["Cluster__ServiceId"] = "e2e",
            ["Cluster__AdvertisedIP"] = "127.0.0.1",
            ["Cluster__SiloPort"] = $"{ports[1]}",
            ["Cluster__GatewayPort"] = $"{ports[2]}",
            ["Devices__AllowedNetworks__0"] = "127.0.0.0/8",
            ["Notifications__AllowedNetworks__0"] = "127.0.0.0/8",
            ["Bootstrap__TokenDirectory"] = folder,
            ["Dashboard__Root"] = dashboard,
        })
        {
            _start.Environment[key] = value;
        }
    }

    public Uri Url { get; }

    /// <summary>Starts the program and returns when it serves.</summary>
    /// <exception cref="InvalidOperationException">It ended or did not get ready; the message has the end of its log.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = Process.Start(_start)!;
        EndWithThisProcess(_process.Id);
        using var http = new HttpClient { BaseAddress = Url };
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var began = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(http, cancellationToken))
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw new InvalidOperationException($"The silo {(_process.HasExited ? "ended" : "is not ready")}; its log ends with:\n{LogEnd()}");
            }

            await poll.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Ends the program as kill -9 does.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException or IOException)
        {
            return false;
        }
    }

    /// <summary>A small shell outlives this process, whatever ends it, and leaves no silo behind.</summary>
    internal static void EndWithThisProcess(int silo)
    {
        const string Watch = """
            while kill -0 "$1" && kill -0 "$2"; do sleep 1; done
            kill -0 "$1" || kill -9 "$2"
            """;
        using var watcher = Process.Start(new ProcessStartInfo("bash", ["-c", $"({Watch}) </dev/null >/dev/null 2>&1 &", "watch", $"{Environment.ProcessId}", $"{silo}"]))!;
        watcher.WaitForExit();
    }

    private string LogEnd() => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(40)) : "(no log)";
}
