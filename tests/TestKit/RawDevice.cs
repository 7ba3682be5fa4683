using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RetailOrleans.TestKit;

/// <summary>
/// Something on a loopback port that answers each request with exactly the bytes it is told to, then closes; null closes without a byte,
/// and an empty text keeps the connection open in silence.
/// </summary>
public sealed class RawDevice : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _requests = [];
    private readonly Func<string, string?> _answer;
    private readonly Task _serving;

    public RawDevice(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Completes when a request came that is left in silence.</summary>
    public TaskCompletionSource Silent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every request so far, its head as text.</summary>
    public string[] Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public static string Ok(string body, string headers = "") =>
        $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    public static string Status(string status, string headers = "") => $"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n{headers}\r\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                conversations.Add(ConverseAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var buffer = new byte[8192];
            var head = "";
            try
            {
                while (!head.Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, _stop.Token) is > 0 and var read)
                {
                    head += Encoding.ASCII.GetString(buffer, 0, read);
                }

                lock (_requests)
                {
                    _requests.Add(head);
                }

                var answer = _answer(head);
                if (answer is "")
                {
                    Silent.TrySetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer ?? ""), _stop.Token);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or IOException)
            {
                // The test is over, or the connector has hung up on an endless answer.
            }
        }
    }
}
