using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace RetailOrleans.Connectors.Http;

/// <summary>
/// The connections to all devices: two pools, with and without certificate checks, at most two connections a device. Redirects, cookies
/// and proxies are off, because each would carry a device's credentials elsewhere.
/// </summary>
internal sealed class DeviceHttp : IDisposable
{
    private readonly ConnectorOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _verifying;
    private readonly HttpMessageInvoker _trusting;

    public DeviceHttp(ConnectorOptions options, TimeProvider time)
    {
        if (options.MaxResponseBytes is < 1024 or > 64 * 1024 * 1024)
        {
            throw new ArgumentException($"MaxResponseBytes is {options.MaxResponseBytes}; expected 1024 to {64 * 1024 * 1024}.", nameof(options));
        }

        _options = options;
        _time = time;
        _verifying = new HttpMessageInvoker(Handler());
        var trusting = Handler();
#pragma warning disable CA5359 // The sensor's settings ask for it: cameras come with certificates that they sign themselves.
        trusting.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true };
#pragma warning restore CA5359
        _trusting = new HttpMessageInvoker(trusting);
    }

    /// <summary>A conversation with one device, for one poll.</summary>
    public DeviceSession Open(DeviceAddress address, DeviceConnection connection) =>
        new(connection.VerifyTls ? _verifying : _trusting, address, connection.Auth, _options.MaxResponseBytes, _time);

    public void Dispose()
    {
        _verifying.Dispose();
        _trusting.Dispose();
    }

    private SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxConnectionsPerServer = 2,
        // Shorter than the shortest polling interval by far: ten thousand cameras must not hold ten thousand idle connections.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = ConnectAllowedAsync,
    };

    private async ValueTask<Stream> ConnectAllowedAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (Array.Find(addresses, address => _options.MayContact(address)) is not { } allowed)
        {
            throw new AddressRefusedException($"{host} is outside the networks in which this installation may contact devices (Devices:AllowedNetworks)");
        }

        var socket = new Socket(allowed.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
