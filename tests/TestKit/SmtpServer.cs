using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace RetailOrleans.TestKit;

/// <summary>A small mail server on loopback (RFC 5321, without extensions) that keeps what it is given.</summary>
public sealed class SmtpServer : LoopbackServer
{
    /// <summary>The next mails are refused for now.</summary>
    public bool IsBusy { get; set; }

    /// <summary>What came: to whom, and the mail with its headers.</summary>
    public ConcurrentQueue<(string[] To, string Mail)> Mails { get; } = [];

    protected override async Task ServeAsync(NetworkStream client)
    {
        using var reader = new StreamReader(client, Encoding.UTF8);
        await using var writer = new StreamWriter(client, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test.example ready").ConfigureAwait(false);
        var to = new List<string>();
        while (await reader.ReadLineAsync(Stopping).ConfigureAwait(false) is { } line)
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
                    while (await reader.ReadLineAsync(Stopping).ConfigureAwait(false) is { } text && text != ".")
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
}
