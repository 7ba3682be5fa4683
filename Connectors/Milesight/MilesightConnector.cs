using RetailOrleans.Connectors.Http;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>
/// Milesight people counting cameras: counting log, regional log, heat log and alarm status, asked one after the other.
/// See docs/protocols/milesight-camera.md.
/// </summary>
internal sealed class MilesightConnector : IDeviceConnector
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private readonly DeviceHttp _http;
    private readonly TimeProvider _time;

    public MilesightConnector(DeviceHttp http, TimeProvider time) => (_http, _time) = (http, time);

    /// <inheritdoc/>
    public string SensorType => "milesight_people_counter";

    /// <summary>
    /// Asks each endpoint once per camera-local date of the window, so a back-fill of a week is eight questions; the device's timeout holds
    /// for each of these dates. An endpoint with a fault gives nothing, and a device that can't be reached or refuses the credentials is
    /// not asked further.
    /// </summary>
    public async Task<DeviceAnswer> CollectAsync(Device device, CollectionWindow window, CancellationToken cancellationToken) =>
        (await AskAsync(device, window, isProbe: false, cancellationToken)).Answer;

    /// <inheritdoc/>
    public async Task<DeviceProbe> ProbeAsync(Device device, CollectionWindow window, CancellationToken cancellationToken)
    {
        var (answer, settings) = await AskAsync(device, window, isProbe: true, cancellationToken);
        var probe = DeviceProbe.Of(answer, MilesightEndpoint.People.Name, settings?.Details);
        return probe.Problem is null && settings is { IsCounting: false }
            ? probe with { Problem = new DeviceFault(FaultKind.CountingOff, MilesightEndpoint.CountSettings.Name, "The camera answers, and people counting is switched off in it. Switch it on in the camera's own settings, and draw its lines.") }
            : probe;
    }

    private async Task<(DeviceAnswer Answer, MilesightCountSettings? Settings)> AskAsync(
        Device device, CollectionWindow window, bool isProbe, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(window);
        if (window.From >= window.To)
        {
            throw new ArgumentException($"The window from {window.From:u} to {window.To:u} is empty; its end is the present moment.", nameof(window));
        }

        var started = _time.GetTimestamp();
        var poll = new MilesightPoll(device, window, _time);
        if (DeviceChecks.Problem(device) is { } problem)
        {
            poll.Misconfigured(problem);
        }
        else
        {
            var address = DeviceAddress.From(device)!;
            var days = MilesightEndpoint.Intervals(window, device.ZoneId).Count();
            var timeout = device.Connection.Timeout > TimeSpan.Zero ? device.Connection.Timeout : DefaultTimeout;
            using var patience = new CancellationTokenSource(timeout * Math.Max(1, days), _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            try
            {
                await poll.RunAsync(_http.Open(address, device.Connection), address, isProbe, either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                poll.TimedOut(address, timeout);
            }
        }

        return (poll.Answer(_time.GetElapsedTime(started)), poll.CountSettings);
    }
}
