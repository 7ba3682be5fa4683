using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RetailOrleans.WebApi.Tests.Live;

/// <summary>Passes bytes on to a server, until it cuts every connection as a bad network would.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _target;
    private readonly Task _accepting;

    public CuttingProxy(Uri target)
    {
        _target = target;
        _listener.Start();
        Url = new UriBuilder(target) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _accepting = AcceptAsync();
    }

    /// <summary>The server's address, through the proxy.</summary>
    public Uri Url { get; }

    /// <summary>Cuts what is open now; new connections pass.</summary>
    public void Cut()
    {
        while (_sockets.TryTake(out var socket))
        {
            socket.Close(timeout: 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        Cut();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var passing = new List<Task>();
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync(_stop.Token);
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await far.ConnectAsync(_target.Host, _target.Port, _stop.Token);
                _sockets.Add(near);
                _sockets.Add(far);
                passing.Add(PassAsync(near, far));
                passing.Add(PassAsync(far, near));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(passing);
        }
    }

    private static async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[16_384];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0)
            {
                await to.SendAsync(buffer.AsMemory(0, count));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Cut, here or by one of the two.
        }
    }
}
