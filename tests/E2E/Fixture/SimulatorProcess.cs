using System.Diagnostics;
using System.Text.Json;
using RetailOrleans.TestKit;

namespace RetailOrleans.E2E.Fixture;

/// <summary>The real simulator in a process of its own: its cameras are registered through the API and polled by the silo, and it knows the truth.</summary>
public sealed class SimulatorProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly HttpClient _http;

    private SimulatorProcess(Process process, Uri control) => (_process, _http) = (process, new HttpClient { BaseAddress = control });

    /// <summary>Returns when the stores and their cameras are registered.</summary>
    public static async Task<SimulatorProcess> StartAsync(Uri api, string token, string folder, int stores, int sensorsPerStore, CancellationToken cancellationToken)
    {
        var program = Environment.GetEnvironmentVariable("RETAIL_SIMULATOR") is { Length: > 0 } named
            ? named
            : Path.Combine(RepositoryRoot.Path, "artifacts", "bin", "Simulator", "release", "Simulator.dll");
        Assert.True(File.Exists(program), $"There is no simulator at {program}. Build it with ./test, or name one in RETAIL_SIMULATOR.");
        var (tokenFile, state, log) = (Path.Combine(folder, "simulator.token"), Path.Combine(folder, "simulator.json"), Path.Combine(folder, "simulator.log"));
        await File.WriteAllTextAsync(tokenFile, token, cancellationToken);
        var process = Process.Start(new ProcessStartInfo("bash",
        [
            "-c", """log=$1; shift; exec dotnet "$0" "$@" >>"$log" 2>&1""", program, log, "--stores", $"{stores}", "--sensors-per-store", $"{sensorsPerStore}",
            "--interval-seconds", "5", "--register", api.GetLeftPart(UriPartial.Authority), "--token-file", tokenFile, "--state", state,
        ]))!;
        SiloProcess.EndWithThisProcess(process.Id);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (File.Exists(state) && JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(state, cancellationToken)) is var said && said.GetProperty("registered").GetBoolean())
            {
                return new SimulatorProcess(process, new Uri(said.GetProperty("control_url").GetString()! + "/"));
            }

            Assert.False(
                process.HasExited || TimeProvider.System.GetElapsedTime(began) > Patience,
                $"The simulator did not register its stores; its log says:\n{(File.Exists(log) ? await File.ReadAllTextAsync(log, cancellationToken) : "nothing")}");
            await poll.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>What really happened on a local date of its stores; without one, on each store's today.</summary>
    public async Task<JsonElement> TruthAsync(string? date, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync(date is null ? "truth" : $"truth?date={date}", cancellationToken));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
