using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using RetailOrleans.Simulator.Cameras;
using RetailOrleans.Simulator.Control;
using RetailOrleans.Simulator.Faults;
using RetailOrleans.Simulator.Fleet;

namespace RetailOrleans.Simulator;

/// <summary>The web server of all cameras, on every loopback address, and of the control endpoint, on 127.0.0.1.</summary>
internal sealed class SimulatorHost : IAsyncDisposable
{
    private SimulatorHost(WebApplication app, FaultBoard faults, int cameraPort, Uri control) => (App, Faults, CameraPort, Control) = (app, faults, cameraPort, control);

    public WebApplication App { get; }

    /// <summary>What is wrong with the cameras.</summary>
    public FaultBoard Faults { get; }

    public int CameraPort { get; }

    public Uri Control { get; }

    /// <summary>Starts serving; ports of 0 become free ones.</summary>
    public static async Task<SimulatorHost> StartAsync(PretendFleet fleet, int port, int controlPort, TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            // One listener for thousands of addresses; the kernel has no "all of 127.1.0.0/16", so strangers are turned away here.
            options.Listen(IPAddress.Any, port, listen => listen.Use(next => connection => IsForACamera(connection) ? next(connection) : Task.CompletedTask));
            options.Listen(IPAddress.Loopback, controlPort);
        });
        var app = builder.Build();
        var faults = new FaultBoard();
        var (cameras, control) = (new CameraSite(fleet, faults, time), new ControlSite(fleet, faults, time));
        app.Run(context => IPAddress.Loopback.Equals(context.Connection.LocalIpAddress) ? control.AnswerAsync(context) : cameras.AnswerAsync(context));
        await app.StartAsync(cancellationToken);
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(address => new Uri(address)).ToArray();
        return new SimulatorHost(app, faults, addresses.Single(address => address.Host == "0.0.0.0").Port, addresses.Single(address => address.Host == "127.0.0.1"));
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private static bool IsForACamera(ConnectionContext connection) =>
        connection.RemoteEndPoint is IPEndPoint peer && IPAddress.IsLoopback(peer.Address)
        && connection.LocalEndPoint is IPEndPoint own && IPAddress.IsLoopback(own.Address) && !own.Address.Equals(IPAddress.Loopback);
}
