using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using RetailOrleans.TestKit;

namespace RetailOrleans.Cluster.Tests.Fixture;

/// <summary>The JavaScript client from npm, run by Node, that watches one store.</summary>
internal sealed class NodeClient : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<(long Version, long Entries)> _told = [];
    private readonly StringBuilder _errors = new();
    private readonly string _transport;

    private NodeClient(Process process, string transport)
    {
        (_process, _transport) = (process, transport);
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static NodeClient Start(Uri url, string token, Guid storeId, string transport)
    {
        var script = Path.Combine(RepositoryRoot.Path, "tests", "Cluster.Tests", "Clients", "watch.cjs");
        var start = new ProcessStartInfo(
            "node", [script, Path.Combine(RepositoryRoot.Path, "Dashboard"), url.ToString().TrimEnd('/'), token.Trim(), $"{storeId}", transport])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new NodeClient(Process.Start(start)!, transport);
    }

    /// <summary>Waits until it was told so many entries, and checks that no state was older than one before.</summary>
    public async Task HearsAsync(long entries)
    {
        try
        {
            await Eventually.AnswersAsync(
                () => Task.FromResult(_told.LastOrDefault(NewestOfNone)), newest => newest.Entries == entries, TimeSpan.FromSeconds(90),
                TestContext.Current.CancellationToken);
        }
        catch (TimeoutException exception)
        {
            Assert.Fail($"{_transport}: {exception.Message} {_errors}");
        }

        var versions = _told.Select(told => told.Version).ToArray();
        Assert.Equal(versions.Order(), versions);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static (long Version, long Entries) NewestOfNone { get; } = (-1, -1);

    private void Take(string? line)
    {
        if (line is { Length: > 0 })
        {
            var told = JsonDocument.Parse(line).RootElement;
            _told.Enqueue((told.GetProperty("version").GetInt64(), told.GetProperty("entries").GetInt64()));
        }
    }
}
