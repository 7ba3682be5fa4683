using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace RetailOrleans.Connectors.Http;

/// <summary>A conversation with one device: its credentials, and the digest challenge once the device has given one.</summary>
internal sealed class DeviceSession(HttpMessageInvoker http, DeviceAddress address, DeviceAuth auth, int maxBytes, TimeProvider time)
{
    private DigestChallenge? _challenge;
    private int _nonceCount;

    /// <summary>Sends one GET, answering a digest challenge once. Whatever fails comes back as the reply's fault.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the caller knows whether that was the timeout.</exception>
    public async Task<HttpReply> GetAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        var uri = new Uri(address.Root, pathAndQuery);
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, uri) { Headers = { Authorization = Authorization(uri) } };
                using var response = await http.SendAsync(request, cancellationToken);
                // Also when a digest was sent already: its nonce may have run out. A second refusal means no.
                if (response.StatusCode is HttpStatusCode.Unauthorized && attempt == 0 && Challenge(response))
                {
                    continue;
                }

                return await ReadAsync(response, cancellationToken);
            }
        }
        catch (HttpRequestException failure)
        {
            return Failed(failure);
        }
        catch (IOException)
        {
            return HttpReply.Failed(FaultKind.Truncated, "the answer broke off in the middle");
        }
    }

    private AuthenticationHeaderValue? Authorization(Uri uri) => auth.Type switch
    {
        _ when _challenge is not null => new("Digest", _challenge.Answer(auth.Username ?? "", auth.Secret ?? "", uri.PathAndQuery, ++_nonceCount, DigestChallenge.NewClientNonce())),
        "basic" => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{auth.Username}:{auth.Secret}"))),
        "bearer" => new("Bearer", auth.Secret),
        _ => null,
    };

    private bool Challenge(HttpResponseMessage response)
    {
        if (auth.Type is not ("basic" or "digest") || DigestChallenge.Strongest(response.Headers.WwwAuthenticate) is not { } challenge)
        {
            return false;
        }

        (_challenge, _nonceCount) = (challenge, 0);
        return true;
    }

    private async Task<HttpReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var offset = response.Headers.Date - time.GetUtcNow();
        if (HttpFaults.OfStatus(response, auth) is { } fault)
        {
            return new HttpReply(default, fault, offset);
        }

        if (response.Content.Headers.ContentLength > maxBytes)
        {
            return TooLarge(offset);
        }

        using var body = new MemoryStream();
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (body.Length + read > maxBytes)
            {
                return TooLarge(offset);
            }

            body.Write(buffer, 0, read);
        }

        return new HttpReply(body.GetBuffer().AsMemory(0, (int)body.Length), null, offset);
    }

    private HttpReply TooLarge(TimeSpan? offset) =>
        HttpReply.Failed(FaultKind.TooLarge, $"the answer is longer than {maxBytes / 1024} KiB, which no counter sends", offset);

    private static HttpReply Failed(HttpRequestException failure) => failure switch
    {
        { InnerException: AddressRefusedException refused } => HttpReply.Failed(FaultKind.Misconfigured, refused.Message),
        { HttpRequestError: HttpRequestError.SecureConnectionError } => HttpReply.Failed(FaultKind.InsecureConnection, "no trusted https connection could be made"),
        { HttpRequestError: HttpRequestError.NameResolutionError } => HttpReply.Failed(FaultKind.Unreachable, "its name is not known on the network"),
        { HttpRequestError: HttpRequestError.InvalidResponse } => HttpReply.Failed(FaultKind.NotACounter, "what answers there does not speak HTTP"),
        { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => HttpReply.Failed(FaultKind.TooLarge, "the headers of the answer are longer than any counter's"),
        { InnerException: HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } } or { HttpRequestError: HttpRequestError.ResponseEnded }
            => HttpReply.Failed(FaultKind.Unreachable, "it closed the connection without an answer"),
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => HttpReply.Failed(FaultKind.Unreachable, "the connection was refused"),
        { InnerException: SocketException { SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable } }
            => HttpReply.Failed(FaultKind.Unreachable, "there is no way to this address"),
        _ => HttpReply.Failed(FaultKind.Unreachable, "the connection failed"),
    };
}
