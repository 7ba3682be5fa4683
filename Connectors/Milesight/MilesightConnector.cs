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
    public async Task<DeviceAnswer> CollectAsync(Device device, CollectionWindow window, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(window);
        if (window.From >= window.To)
        {
            throw new ArgumentException($"The window from {window.From:u} to {window.To:u} is empty; its end is the present moment.", nameof(window));
        }

        var started = _time.GetTimestamp();
        var poll = new MilesightPoll(device, window, _time);
        if (poll.Problem() is { } problem)
        {
            poll.Misconfigured(problem);
        }
        else if (DeviceAddress.From(device) is not { } address)
        {
            poll.Misconfigured($"'{device.Host}', port {device.Port}, protocol '{device.Connection.Protocol}' is not an address; expected a host such as 192.168.1.100, a port from 1 to 65535, and http or https");
        }
        else
        {
            var days = MilesightEndpoint.Intervals(window, device.ZoneId).Count();
            var timeout = device.Connection.Timeout > TimeSpan.Zero ? device.Connection.Timeout : DefaultTimeout;
            using var patience = new CancellationTokenSource(timeout * Math.Max(1, days), _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            try
            {
                await poll.RunAsync(_http.Open(address, device.Connection), address, either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                poll.TimedOut(address, timeout);
            }
        }

        return poll.Answer(_time.GetElapsedTime(started));
    }
}
