using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Connectors.Http;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>One poll of one camera: asks, parses, and collects what came and what went wrong.</summary>
internal sealed class MilesightPoll(Device device, CollectionWindow window, TimeProvider time)
{
    private readonly ImmutableArray<DeviceFault>.Builder _faults = ImmutableArray.CreateBuilder<DeviceFault>();
    private ImmutableArray<PeopleObservation> _people = [];
    private ImmutableArray<RegionObservation> _regions = [];
    private ImmutableArray<HeatObservation> _heat = [];
    private MilesightStatus? _status;
    private TimeSpan? _clockOffset;
    private string _asking = MilesightEndpoint.People.Name;
    private bool _answered;

    /// <summary>What is wrong with the sensor's settings, before anything is sent.</summary>
    public string? Problem()
    {
        var auth = device.Connection.Auth;
        return !TimeZones.IsKnown(device.ZoneId) ? $"its time zone '{device.ZoneId}' is not known; expected one such as Europe/Lisbon"
            : auth.Type is not ("none" or "basic" or "digest" or "bearer") ? $"its authentication '{auth.Type}' is not known; expected none, basic, digest or bearer"
            : auth.Type is "basic" or "digest" && string.IsNullOrEmpty(auth.Username) ? "it has no user name for the camera"
            : auth.Type is "bearer" && string.IsNullOrEmpty(auth.Secret) ? "it has no token for the camera"
            : !Printable(auth.Username) || (auth.Type is "bearer" && !Printable(auth.Secret)) ? "its user name or token has characters that HTTP can't carry; use letters, digits and punctuation"
            : null;
    }

    public async Task RunAsync(DeviceSession session, DeviceAddress address, CancellationToken cancellationToken)
    {
        var regions = MilesightEndpoint.Regions(device.RegionCount);
        _ = await LogAsync(MilesightEndpoint.People, true, body => MilesightPeopleLog.Parse(body.Span, device.ZoneId, window, device.LineCount), row => row.Start, rows => _people = rows)
            && await StatusAsync()
            && await LogAsync(regions, device.SupportsRegions, body => MilesightRegionLog.Parse(body.Span, device.ZoneId, window, device.RegionCount), row => row.Start, rows => _regions = rows)
            && await LogAsync(MilesightEndpoint.Heat, true, body => MilesightHeatLog.Parse(body.Span, device.ZoneId, window), row => row.Start, rows => _heat = rows);

        // Each returns whether the camera is worth another question.
        async Task<bool> LogAsync<T>(
            MilesightEndpoint endpoint,
            bool wanted,
            Func<ReadOnlyMemory<byte>, ParseResult<ImmutableArray<T>>> parse,
            Func<T, DateTimeOffset> startOf,
            Action<ImmutableArray<T>> keep)
        {
            if (!wanted || !endpoint.EnabledFor(device))
            {
                return true;
            }

            // A camera may answer about more than it was asked, so that the dates' answers overlap.
            var rows = new SortedDictionary<DateTimeOffset, T>();
            foreach (var (start, end) in MilesightEndpoint.Intervals(window, device.ZoneId))
            {
                var (parsed, fault) = await AskAsync(endpoint, endpoint.Query(device, start, end), parse);
                if (fault is not null)
                {
                    return WorthAsking(fault.Kind);
                }

                foreach (var row in parsed)
                {
                    rows[startOf(row)] = row;
                }
            }

            _answered = true;
            keep([.. rows.Values]);
            return true;
        }

        async Task<bool> StatusAsync()
        {
            if (!device.SupportsStatus || !MilesightEndpoint.Status.EnabledFor(device))
            {
                return true;
            }

            var (parsed, fault) = await AskAsync(
                MilesightEndpoint.Status, MilesightEndpoint.Status.Query(device, default, default), body => MilesightAlarmStatus.Parse(body.Span, time.GetUtcNow()));
            _status = parsed;
            _answered |= fault is null;
            return fault is null || WorthAsking(fault.Kind);
        }

        async Task<(T? Value, Rejection? Fault)> AskAsync<T>(MilesightEndpoint endpoint, string query, Func<ReadOnlyMemory<byte>, ParseResult<T>> parse)
        {
            _asking = endpoint.Name;
            var reply = await session.GetAsync(query, cancellationToken);
            _clockOffset = reply.ClockOffset ?? _clockOffset;
            var parsed = reply.Fault is null ? parse(reply.Body) : reply.Fault;
            if (parsed.Rejection is { } rejection)
            {
                _faults.Add(MilesightFaults.Describe(rejection, endpoint.Name, address));
            }

            return (parsed.Value, parsed.Rejection);
        }
    }

    public void Misconfigured(string problem) =>
        _faults.Add(new DeviceFault(FaultKind.Misconfigured, _asking, $"The sensor's settings can't be used: {problem}."));

    public void TimedOut(DeviceAddress address, TimeSpan timeout) =>
        _faults.Add(MilesightFaults.Describe(new Rejection(FaultKind.TimedOut, $"it did not answer within {timeout.TotalSeconds:0.#} s"), _asking, address));

    public DeviceAnswer Answer(TimeSpan responseTime) =>
        new(_people, _regions, _heat, _status?.Alarm, _status?.Counters, _faults.ToImmutable(), responseTime, _clockOffset) { Answered = _answered };

    private static bool Printable(string? text) => text is null || text.All(c => c is >= ' ' and <= '~');

    private static bool WorthAsking(FaultKind kind) =>
        kind is not (FaultKind.Unreachable or FaultKind.TimedOut or FaultKind.CredentialsRefused or FaultKind.InsecureConnection or FaultKind.Misconfigured);
}
