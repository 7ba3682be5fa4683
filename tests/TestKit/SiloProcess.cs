using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RetailOrleans.TestKit;

/// <summary>
/// The real silo program, started as in production: <c>dotnet Silo.dll</c>, configured by its environment. It is killed when this
/// instance is disposed, and also when the test process ends in any other way.
/// </summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(90);

    private readonly string _connectionString;
    private readonly string _clusterId;
    private readonly string _tokenDirectory;
    private readonly int[] _ports;
    private readonly StringBuilder _log = new();
    private readonly HttpClient _http;
    private Process? _process;

    private SiloProcess(string connectionString, string clusterId, string tokenDirectory)
    {
        (_connectionString, _clusterId, _tokenDirectory) = (connectionString, clusterId, tokenDirectory);
        _ports = FreePorts.Take(3);
        Url = new Uri($"http://127.0.0.1:{_ports[0]}");
        _http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(20) };
    }

    /// <summary>Where its API and hub are.</summary>
    public Uri Url { get; }

    /// <summary>A client of its API; gives up after 20 s.</summary>
    public HttpClient Http => _http;

    /// <summary>What it has written so far, all its incarnations one after another.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    private static string Program { get; } = Environment.GetEnvironmentVariable("RETAIL_SILO") is { Length: > 0 } named
        ? named
        : Path.Combine(RepositoryRoot.Path, "artifacts", "bin", "Silo", new DirectoryInfo(AppContext.BaseDirectory).Name, "Silo.dll");

    /// <summary>Starts a silo on free ports and waits until it is ready.</summary>
    /// <param name="connectionString">Its database; silos with one database and one cluster id are one cluster.</param>
    /// <param name="clusterId">The cluster's id.</param>
    /// <param name="tokenDirectory">Where the first tokens are put.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<SiloProcess> StartAsync(
        string connectionString, string clusterId, string tokenDirectory, CancellationToken cancellationToken = default)
    {
        var silo = new SiloProcess(connectionString, clusterId, tokenDirectory);
        try
        {
            await silo.StartAgainAsync(cancellationToken).ConfigureAwait(false);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts it anew, on the same ports, after it has ended. Returns how long it took to be ready.</summary>
    public async Task<TimeSpan> StartAgainAsync(CancellationToken cancellationToken = default)
    {
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet", [Program])
        {
            WorkingDirectory = Path.GetDirectoryName(Program),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in Settings())
        {
            start.Environment[key] = value;
        }

        _process?.Dispose();
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        KillWhenThisProcessEnds(_process.Id);
        while (!await IsReadyAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_process.HasExited || watch.Elapsed > StartsWithin)
            {
                throw new InvalidOperationException($"The silo {(_process.HasExited ? $"ended with exit code {_process.ExitCode}" : "is not ready")} after {watch.Elapsed}:\n{Log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        return watch.Elapsed;
    }

    /// <summary>The process, for what its system knows of it.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Whether the process has ended.</summary>
    public bool HasEnded => _process!.HasExited;

    /// <summary>Stops it where it stands, as a machine that hangs.</summary>
    public Task HangAsync(CancellationToken cancellationToken = default) => SignalAsync("STOP", cancellationToken);

    /// <summary>Lets it go on after <see cref="HangAsync"/>.</summary>
    public Task WakeAsync(CancellationToken cancellationToken = default) => SignalAsync("CONT", cancellationToken);

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync(CancellationToken cancellationToken = default)
    {
        _process!.Kill();
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks it to end and waits. Returns its exit code and how long it took.</summary>
    public async Task<(int ExitCode, TimeSpan After)> TerminateAsync(CancellationToken cancellationToken = default)
    {
        var watch = Stopwatch.StartNew();
        await SignalAsync("TERM", cancellationToken).ConfigureAwait(false);
        await _process!.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return (_process.ExitCode, watch.Elapsed);
    }

    public ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["ConnectionStrings__Postgres"] = _connectionString,
        ["Api__Urls"] = Url.ToString().TrimEnd('/'),
        ["Cluster__ClusterId"] = _clusterId,
        ["Cluster__ServiceId"] = "retail",
        ["Cluster__AdvertisedIP"] = IPAddress.Loopback.ToString(),
        ["Cluster__SiloPort"] = _ports[1].ToString(CultureInfo.InvariantCulture),
        ["Cluster__GatewayPort"] = _ports[2].ToString(CultureInfo.InvariantCulture),
        ["Devices__AllowedNetworks__0"] = "127.0.0.0/8",
        ["Notifications__AllowedNetworks__0"] = "127.0.0.0/8",
        ["Bootstrap__TokenDirectory"] = _tokenDirectory,
    };

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken).ConfigureAwait(false);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException or IOException)
        {
            return false;
        }
    }

    private void Note(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }

    private static void KillWhenThisProcessEnds(int pid)
    {
        const string Watch = """
            while kill -0 "$1" && kill -0 "$2"; do sleep 1; done
            kill -0 "$1" || kill -KILL "$2"
            """;
        var start = new ProcessStartInfo(
            "bash", ["-c", $"({Watch}) </dev/null >/dev/null 2>&1 &", "watch", $"{Environment.ProcessId}", $"{pid}"]);
        using var watcher = Process.Start(start)!;
        watcher.WaitForExit();
    }
}
