using System.Diagnostics;

namespace RetailOrleans.TestKit;

/// <summary>
/// A real PostgreSQL cluster in a temporary directory, made by <c>build/postgres.sh</c>. It is stopped and removed when this
/// instance is disposed, and also when the test process ends in any other way, a kill -9 included.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(StartSharedAsync);

    private readonly string? _folder;
    private readonly bool _durable;

    private PostgresServer(string? folder, bool durable, string connectionString)
    {
        _folder = folder;
        _durable = durable;
        ConnectionString = connectionString;
    }

    /// <summary>Leads to the database "retail", which stays empty; its role may create databases (<see cref="PostgresDatabase"/>).</summary>
    public string ConnectionString { get; private set; }

    /// <summary>
    /// The one server of this test process, started at the first call; it does not wait for the disk. The environment variable
    /// <c>RETAIL_TEST_POSTGRES</c> (a connection string whose role may create databases) names another one.
    /// </summary>
    public static Task<PostgresServer> GetSharedAsync() => SharedServer.Value;

    /// <summary>A server of one's own that keeps what it acknowledged, for tests that crash it.</summary>
    public static async Task<PostgresServer> StartDurableAsync(CancellationToken cancellationToken = default) =>
        await StartNewAsync(durable: true, cancellationToken).ConfigureAwait(false);

    /// <summary>Starts the server anew after <see cref="CrashAsync"/> or <see cref="StopAsync"/>, on the same port.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default) =>
        ConnectionString = await StartClusterAsync(OwnFolder(), _durable, cancellationToken).ConfigureAwait(false);

    /// <summary>Ends the server as a power cut would: open transactions are lost, committed ones must not be.</summary>
    public async Task CrashAsync(CancellationToken cancellationToken = default) =>
        await RunScriptAsync("crash", OwnFolder(), _durable, cancellationToken).ConfigureAwait(false);

    /// <summary>Ends the server cleanly.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default) =>
        await RunScriptAsync("stop", OwnFolder(), _durable, cancellationToken).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null && Directory.Exists(_folder))
        {
            await RunScriptAsync("crash", _folder, _durable, CancellationToken.None).ConfigureAwait(false);
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<PostgresServer> StartSharedAsync() =>
        Environment.GetEnvironmentVariable("RETAIL_TEST_POSTGRES") is { Length: > 0 } named
            ? new PostgresServer(folder: null, durable: false, named)
            : await StartNewAsync(durable: false, CancellationToken.None).ConfigureAwait(false);

    private static async Task<PostgresServer> StartNewAsync(bool durable, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("retail-test-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            // Under root the server runs as another user, who has to pass through here; the data below stays closed.
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        }

        RemoveWhenThisProcessEnds(folder);
        return new PostgresServer(folder, durable, await StartClusterAsync(folder, durable, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<string> StartClusterAsync(string folder, bool durable, CancellationToken cancellationToken)
    {
        var answer = await RunScriptAsync("start", folder, durable, cancellationToken).ConfigureAwait(false);
        return answer.Trim() + ";Include Error Detail=true";
    }

    private string OwnFolder() =>
        _folder ?? throw new InvalidOperationException("A server named by RETAIL_TEST_POSTGRES is not ours to start or stop; use StartDurableAsync.");

    private static string Script { get; } = Path.Combine(RepositoryRoot.Path, "build", "postgres.sh");

    private static async Task<string> RunScriptAsync(string command, string folder, bool durable, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("bash", [Script, command, Path.Combine(folder, "postgres")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TEST"] = "1";
        start.Environment["FSYNC"] = durable ? "on" : "off";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return process.ExitCode == 0
            ? await output.ConfigureAwait(false)
            : throw new InvalidOperationException($"{Script} {command} failed:\n{await errors.ConfigureAwait(false)}");
    }

    /// <summary>A small shell waits for our end, whatever ends us; it holds none of our streams open.</summary>
    private static void RemoveWhenThisProcessEnds(string folder)
    {
        const string Watch = """
            tail --pid="$1" -f /dev/null
            [ -d "$3" ] || exit 0
            bash "$2" crash "$3/postgres"
            rm -rf "$3"
            """;
        var start = new ProcessStartInfo(
            "bash",
            ["-c", $"({Watch}) </dev/null >/dev/null 2>&1 &", "watch", $"{Environment.ProcessId}", Script, folder]);
        using var watcher = Process.Start(start)!;
        watcher.WaitForExit();
    }
}
