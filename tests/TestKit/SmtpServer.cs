using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RetailOrleans.TestKit;

/// <summary>A small mail server on loopback (RFC 5321, without extensions) that keeps what it is given.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public SmtpServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The next mails are refused for now.</summary>
    public bool IsBusy { get; set; }

    /// <summary>What came: to whom, and the mail with its headers.</summary>
    public ConcurrentQueue<(string[] To, string Mail)> Mails { get; } = [];

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
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 test.example ready").ConfigureAwait(false);
            var to = new List<string>();
            while (await reader.ReadLineAsync(_stop.Token).ConfigureAwait(false) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                switch (verb)
                {
                    case "MAIL" when IsBusy:
                        await writer.WriteLineAsync("451 try again later").ConfigureAwait(false);
                        break;
                    case "RCPT":
                        to.Add(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]);
                        await writer.WriteLineAsync("250 ok").ConfigureAwait(false);
                        break;
                    case "DATA":
                        await writer.WriteLineAsync("354 go on").ConfigureAwait(false);
                        var mail = new StringBuilder();
                        while (await reader.ReadLineAsync(_stop.Token).ConfigureAwait(false) is { } text && text != ".")
                        {
                            mail.AppendLine(text.StartsWith("..", StringComparison.Ordinal) ? text[1..] : text);
                        }

                        Mails.Enqueue(([.. to], mail.ToString()));
                        to.Clear();
                        await writer.WriteLineAsync("250 taken").ConfigureAwait(false);
                        break;
                    case "QUIT":
                        await writer.WriteLineAsync("221 bye").ConfigureAwait(false);
                        return;
                    default:
                        await writer.WriteLineAsync("250 ok").ConfigureAwait(false);
                        break;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // The client is gone, or the test ends.
        }
    }
}
