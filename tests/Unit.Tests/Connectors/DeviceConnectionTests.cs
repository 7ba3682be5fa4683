using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RetailOrleans.Connectors;
using RetailOrleans.TestKit;
using static RetailOrleans.Unit.Tests.Connectors.Logs;

namespace RetailOrleans.Unit.Tests.Connectors;

/// <summary>Who is contacted, and how a connection is made, whatever the vendor.</summary>
public sealed class DeviceConnectionTests
{
    private const string Body = """[{"timestamp": "2025-07-22T08:00:00Z", "line1_in": 6}]""";

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, FaultKind.InsecureConnection)]
    public async Task A_self_signed_certificate_is_accepted_where_the_sensor_says_so_and_nowhere_else(bool verifyTls, FaultKind? fault)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeTlsAsync(listener, TestContext.Current.CancellationToken);

        var answer = await CollectAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, "https", verifyTls, IPAddress.IsLoopback);
        await serving;

        Assert.Equal(fault, answer.Faults.FirstOrDefault()?.Kind);
        Assert.Equal(fault is null ? 1 : 0, answer.People.Length);
        Assert.All(answer.Faults, one => Assert.Contains("verify_tls", one.Message));
    }

    // A name is judged by what it resolves to, at the moment of the connection, and the connection goes to the address that was judged.
    [Fact]
    public async Task A_name_that_resolves_out_of_the_allowed_networks_is_not_contacted()
    {
        await using var device = new RawDevice(_ => RawDevice.Ok(Body));
        var judged = new List<IPAddress>();

        var answer = await CollectAsync("localhost", device.Port, "http", true, address =>
        {
            judged.Add(address);
            return false;
        });

        Assert.Equal(FaultKind.Misconfigured, Assert.Single(answer.Faults).Kind);
        Assert.Contains("Devices:AllowedNetworks", answer.Faults[0].Message);
        Assert.NotEmpty(judged);
        Assert.Empty(device.Requests);
    }

    [Fact]
    public async Task Where_a_device_points_to_is_not_followed()
    {
        await using var elsewhere = new RawDevice(_ => RawDevice.Ok(Body));
        await using var device = new RawDevice(_ => RawDevice.Status("307 Temporary Redirect", $"Location: http://127.0.0.1:{elsewhere.Port}/\r\n"));

        var answer = await CollectAsync("127.0.0.1", device.Port, "http", true, IPAddress.IsLoopback);

        Assert.Equal(FaultKind.Redirected, Assert.Single(answer.Faults).Kind);
        Assert.Empty(elsewhere.Requests);
    }

    private static async Task<DeviceAnswer> CollectAsync(string host, int port, string protocol, bool verifyTls, Func<IPAddress, bool> mayContact)
    {
        await using var services = new ServiceCollection().AddConnectors(options => options.MayContact = mayContact).BuildServiceProvider();
        Assert.True(services.GetRequiredService<ConnectorCatalog>().TryGet("generic", out var connector));
        var device = new Device(
            host, port, "UTC", new DeviceConnection(protocol, verifyTls, TimeSpan.FromSeconds(20), DeviceAuth.None),
            ImmutableDictionary<string, string>.Empty.Add("people_counting", "/x"), true, true, 4, 4);
        return await connector.CollectAsync(device, Today, TestContext.Current.CancellationToken);
    }

    private static async Task ServeTlsAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=camera", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        using var client = await listener.AcceptTcpClientAsync(cancellationToken);
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
            var buffer = new byte[8192];
            if (await tls.ReadAsync(buffer, cancellationToken) > 0)
            {
                await tls.WriteAsync(Encoding.ASCII.GetBytes(RawDevice.Ok(Body)), cancellationToken);
            }
        }
        catch (Exception refused) when (refused is System.Security.Authentication.AuthenticationException or IOException)
        {
            // The connector did not trust us, and hung up.
        }
    }
}
