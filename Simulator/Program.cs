using RetailOrleans.Simulator;
using RetailOrleans.Simulator.Fleet;
using RetailOrleans.Simulator.Registration;

if (CommandLine.Parse(args, out var problem) is not { } options)
{
    await Console.Error.WriteLineAsync($"{problem}\n\n{CommandLine.Usage}");
    return 2;
}

var fleet = PretendFleet.Create(options.Seed, options.Stores, options.SensorsPerStore);
await using var host = await SimulatorHost.StartAsync(fleet, options.Port, options.ControlPort, TimeProvider.System, CancellationToken.None);
var stopping = host.App.Lifetime.ApplicationStopping;
Console.WriteLine($"{fleet.ByAddress.Count} cameras on 127.1.0.0/16, port {host.CameraPort}; truth at {host.Control}truth");
try
{
    if (options.State is { } state)
    {
        await StateFile.WriteAsync(state, host, fleet.ByAddress.Count, registered: false, stopping);
    }

    if (options is { Register: { } platform, TokenFile: { } tokenFile })
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = platform, Timeout = TimeSpan.FromSeconds(30) };
        var loggers = host.App.Services.GetRequiredService<ILoggerFactory>();
        var api = new PlatformApi(http, tokenFile, TimeProvider.System, loggers.CreateLogger<PlatformApi>());
        await new Registrar(api, fleet, host.CameraPort, options.IntervalSeconds, loggers.CreateLogger<Registrar>()).RegisterAsync(stopping);
        if (options.State is { } registered)
        {
            await StateFile.WriteAsync(registered, host, fleet.ByAddress.Count, registered: true, stopping);
        }
    }
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    // Asked to stop while still registering.
}

await host.App.WaitForShutdownAsync(CancellationToken.None);
return 0;
