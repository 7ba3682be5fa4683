using RetailOrleans.Simulator;
using RetailOrleans.Simulator.Fleet;
using RetailOrleans.Simulator.Registration;

if (CommandLine.Parse(args, out var problem) is not { } options)
{
    await Console.Error.WriteLineAsync($"{problem}\n\n{CommandLine.Usage}");
    return 2;
}

try
{
    await RunAsync(options);
    return 0;
}
catch (Exception failure) when (failure is IOException or ArgumentException or UnauthorizedAccessException)
{
    // A port in use, too many cameras, a state file that can't be written: the message says which.
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}

static async Task RunAsync(CommandLine options)
{
    var fleet = PretendFleet.Create(options.Seed, options.Stores, options.SensorsPerStore);
    var clock = new SimulatedClock(TimeProvider.System, options.Start, options.Speed);
    await using var host = await SimulatorHost.StartAsync(fleet, options.Port, options.ControlPort, clock, CancellationToken.None);
    host.Faults.SetAll(fleet, options.Faults, clock.GetUtcNow());
    var stopping = host.App.Lifetime.ApplicationStopping;
    Console.WriteLine($"{fleet.ByAddress.Count} cameras on 127.1.0.0/16, port {host.CameraPort}; truth at {host.Control}truth");
    try
    {
        await WriteStateAsync(registered: false);
        if (options is { Register: { } platform, TokenFile: { } tokenFile })
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = platform, Timeout = TimeSpan.FromSeconds(30) };
            var loggers = host.App.Services.GetRequiredService<ILoggerFactory>();
            var api = new PlatformApi(http, tokenFile, TimeProvider.System, loggers.CreateLogger<PlatformApi>());
            var complete = await new Registrar(api, fleet, host.CameraPort, options.IntervalSeconds, options.CountsOnly, loggers.CreateLogger<Registrar>()).RegisterAsync(stopping);
            await WriteStateAsync(registered: complete);
        }
    }
    catch (OperationCanceledException) when (stopping.IsCancellationRequested)
    {
        // Asked to stop while still registering.
    }

    await host.App.WaitForShutdownAsync(CancellationToken.None);

    Task WriteStateAsync(bool registered) =>
        options.State is { } path ? StateFile.WriteAsync(path, host, fleet.ByAddress.Count, registered, stopping) : Task.CompletedTask;
}
