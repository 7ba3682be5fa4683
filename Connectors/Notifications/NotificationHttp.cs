using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using RetailOrleans.Connectors.Http;

namespace RetailOrleans.Connectors.Notifications;

/// <summary>
/// Webhooks' connections. An address is judged after its name was resolved, whatever a name server says; redirects are not followed, since
/// they would lead around that. Of the answer only the status is read.
/// </summary>
internal sealed class NotificationHttp(Func<IPAddress, bool> mayContact, TimeProvider time) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxConnectionsPerServer = 8,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = async (context, cancellationToken) => await ConnectAsync(context.DnsEndPoint, mayContact, cancellationToken),
    });

    public async Task<SendResult> PostAsync(NotificationTarget target, NotificationMessage message, byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd("RetailOrleans");
        if (target.Kind == NotificationKind.Webhook)
        {
            var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
            request.Headers.Add("X-Retail-Delivery", message.Id.ToString());
            request.Headers.Add("X-Retail-Timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
            if (target.Secret is { } secret)
            {
                request.Headers.Add("X-Retail-Signature", WebhookSignature.Of(secret, timestamp, body));
            }
        }

        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var status = (int)response.StatusCode;
            return status is >= 200 and < 300 ? SendResult.Taken
                : new SendResult(status is >= 300 and < 400
                    ? $"The receiver points to another address ({status}), which is not followed. Give the final address."
                    : $"The receiver answered {status}.");
        }
        catch (HttpRequestException failure)
        {
            return new SendResult(failure switch
            {
                { InnerException: AddressRefusedException refused } => refused.Message,
                { HttpRequestError: HttpRequestError.NameResolutionError } => "The receiver's name is not known on the network.",
                { HttpRequestError: HttpRequestError.SecureConnectionError } => "No trusted https connection to the receiver could be made.",
                { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "The receiver refused the connection.",
                _ => "The connection to the receiver failed.",
            });
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<Stream> ConnectAsync(DnsEndPoint endPoint, Func<IPAddress, bool> mayContact, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken);
        if (Array.Find(addresses, address => mayContact(address)) is not { } allowed)
        {
            throw new AddressRefusedException(
                $"{endPoint.Host} is outside the networks in which this installation may contact receivers (Notifications:AllowedNetworks).");
        }

        var socket = new Socket(allowed.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
