using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RetailOrleans.TestKit;

/// <summary>Somebody's web server on loopback that keeps what it is sent, and answers as a test says: well, badly or not at all.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public WebhookReceiver()
    {
        _listener.Start();
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook"));
        _accepting = AcceptAsync();
    }

    public Uri Url { get; }

    /// <summary>What the next requests are answered with; 0 = never.</summary>
    public int Status { get; set; } = 204;

    /// <summary>What came, oldest first.</summary>
    public ConcurrentQueue<ReceivedRequest> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }

        await Task.WhenAll(serving).ConfigureAwait(false);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            var request = await ReadAsync(stream).ConfigureAwait(false);
            var status = Status;
            Requests.Enqueue(request with { Answered = status });
            if (status == 0)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token).ConfigureAwait(false);
            }

            var answer = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Answer\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), _stop.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // The sender gave up, or the test ends.
        }
    }

    private async Task<ReceivedRequest> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[8192];
        while (true)
        {
            var text = Encoding.UTF8.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var headers = text[..end].Split("\r\n").Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(
                    parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
                var length = int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
                if (bytes.Count >= end + 4 + length)
                {
                    return new ReceivedRequest(headers, Encoding.UTF8.GetString([.. bytes[(end + 4)..(end + 4 + length)]]), 0);
                }
            }

            var read = await stream.ReadAsync(buffer, _stop.Token).ConfigureAwait(false);
            if (read == 0)
            {
                throw new IOException("The request broke off.");
            }

            bytes.AddRange(buffer.AsSpan(0, read));
        }
    }
}
