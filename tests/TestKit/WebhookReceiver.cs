using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace RetailOrleans.TestKit;

/// <summary>Somebody's web server on loopback that keeps what it is sent, and answers as a test says: well, badly or not at all.</summary>
public sealed class WebhookReceiver : LoopbackServer
{
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/hook"));

    /// <summary>What the next requests are answered with; 0 = never.</summary>
    public int Status { get; set; } = 204;

    /// <summary>What came, oldest first.</summary>
    public ConcurrentQueue<ReceivedRequest> Requests { get; } = [];

    protected override async Task ServeAsync(NetworkStream client)
    {
        var request = await ReadAsync(client).ConfigureAwait(false);
        var status = Status;
        Requests.Enqueue(request with { Answered = status });
        if (status == 0)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Stopping).ConfigureAwait(false);
        }

        var answer = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Answer\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await client.WriteAsync(Encoding.ASCII.GetBytes(answer), Stopping).ConfigureAwait(false);
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

            var read = await stream.ReadAsync(buffer, Stopping).ConfigureAwait(false);
            if (read == 0)
            {
                throw new IOException("The request broke off.");
            }

            bytes.AddRange(buffer.AsSpan(0, read));
        }
    }
}
