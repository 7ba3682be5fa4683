using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace RetailOrleans.TestKit;

/// <summary>TCP ports of 127.0.0.1 for programs that a test starts.</summary>
public static class FreePorts
{
    // Below the range from which the kernel serves outgoing connections, or one of those could take the port first.
    private const int First = 20_000;
    private const int Last = 32_000;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Taken = [];

    /// <summary>Ports that nobody listens on now; this process gets none of them twice.</summary>
    /// <param name="count">How many, at least 1.</param>
    public static int[] Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var ports = new int[count];
        lock (Gate)
        {
            for (var i = 0; i < count; i++)
            {
                do
                {
                    ports[i] = RandomNumberGenerator.GetInt32(First, Last);
                }
                while (!IsFree(ports[i]) || !Taken.Add(ports[i]));
            }
        }

        return ports;
    }

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
