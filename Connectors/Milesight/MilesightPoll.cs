using System.Collections.Immutable;
using RetailOrleans.Calendar;
using RetailOrleans.Connectors.Http;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>One poll of one camera: asks, parses, and collects what came and what went wrong.</summary>
internal sealed class MilesightPoll(Device device, CollectionWindow window, TimeProvider time)
{
    /// <summary>Rows of hours to come are looked at this far ahead: traffic in them says that a clock or a zone is wrong.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(24);

    private readonly ImmutableArray<DeviceFault>.Builder _faults = ImmutableArray.CreateBuilder<DeviceFault>();
    private readonly ImmutableArray<string>.Builder _endpoints = ImmutableArray.CreateBuilder<string>();
    private ImmutableArray<PeopleObservation> _people = [];
    private ImmutableArray<RegionObservation> _regions = [];
    private ImmutableArray<HeatObservation> _heat = [];
    private MilesightStatus? _status;
    private SpaceHeatObservation? _picture;
    private TimeSpan? _clockOffset;
    private TimeSpan? _ahead;
    private string _asking = MilesightEndpoint.People.Name;

    /// <summary>How the camera is set to count, when it was asked and told.</summary>
    public MilesightCountSettings? CountSettings { get; private set; }

    public async Task RunAsync(DeviceSession session, DeviceAddress address, bool isProbe, CancellationToken cancellationToken)
    {
        var (people, regions) = (MilesightEndpoint.People, MilesightEndpoint.Regions(device.RegionCount));
        var wide = window with { To = Now() + Ahead };
        _ = await LogAsync(people, true, body => MilesightPeopleLog.Parse(body.Span, device.ZoneId, wide, device.LineCount), row => row.Start, KeepPeople)
            && await OneAsync(MilesightEndpoint.Status, isProbe || device.SupportsStatus, default, body => MilesightAlarmStatus.Parse(body.Span, time.GetUtcNow()), status => _status = status)
            && await LogAsync(regions, isProbe || device.SupportsRegions, body => MilesightRegionLog.Parse(body.Span, device.ZoneId, window, device.RegionCount), row => row.Start, rows => _regions = [.. rows.Where(row => row.Start < Reached() || row.Counts.Any(count => count > 0))])
            && await LogAsync(MilesightEndpoint.Heat, true, body => MilesightHeatLog.Parse(body.Span, device.ZoneId, window), row => row.Start, rows => _heat = rows)
            && await OneAsync(MilesightEndpoint.SpaceHeat, isProbe || window.WithPicture, Today(), MilesightSpaceHeat.Parse, KeepPicture)
            && await OneAsync(MilesightEndpoint.CountSettings, isProbe, default, body => MilesightCountSettings.Parse(body.Span), settings => CountSettings = settings);

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
                    return DeviceWords.IsWorthAsking(fault.Kind);
                }

                foreach (var row in parsed)
                {
                    rows[startOf(row)] = row;
                }
            }

            _endpoints.Add(endpoint.Name);
            keep([.. rows.Values]);
            return true;
        }

        async Task<bool> OneAsync<T>(MilesightEndpoint endpoint, bool wanted, DateTime local, Func<ReadOnlyMemory<byte>, ParseResult<T>> parse, Action<T?> keep)
        {
            if (!wanted || !endpoint.EnabledFor(device))
            {
                return true;
            }

            var (parsed, fault) = await AskAsync(endpoint, endpoint.Query(device, local, local), parse);
            if (fault is not null)
            {
                return DeviceWords.IsWorthAsking(fault.Kind);
            }

            _endpoints.Add(endpoint.Name);
            keep(parsed);
            return true;
        }

        async Task<(T? Value, Rejection? Fault)> AskAsync<T>(MilesightEndpoint endpoint, string query, Func<ReadOnlyMemory<byte>, ParseResult<T>> parse)
        {
            _asking = endpoint.Name;
            var reply = await session.GetAsync(query, cancellationToken);
            _clockOffset = reply.ClockOffset ?? _clockOffset;
            var parsed = reply.Fault is null ? parse(reply.Body) : reply.Fault;
            if (parsed.Rejection is { } rejection && !IsMerelyAbsent(endpoint, rejection.Kind))
            {
                _faults.Add(DeviceWords.Describe(rejection, endpoint.Name, address, DeviceWords.Camera));
            }

            return (parsed.Value, parsed.Rejection);
        }
    }

    public void Misconfigured(string problem) =>
        _faults.Add(new DeviceFault(FaultKind.Misconfigured, _asking, $"The sensor's settings can't be used: {problem}."));

    public void TimedOut(DeviceAddress address, TimeSpan timeout) =>
        _faults.Add(DeviceWords.Describe(new Rejection(FaultKind.TimedOut, $"it did not answer within {timeout.TotalSeconds:0.#} s"), _asking, address, DeviceWords.Camera));

    public DeviceAnswer Answer(TimeSpan responseTime) =>
        new(_people, _regions, _heat, _status?.Alarm, _status?.Counters, _faults.ToImmutable(), responseTime, DeviceClock.Worse(_clockOffset, _ahead))
        {
            Answered = _endpoints.Count > 0,
            Endpoints = _endpoints.ToImmutable(),
            SpaceHeat = _picture,
        };

    // Many cameras have no picture and keep their settings to themselves: that is no fault unless somebody expects them.
    private bool IsMerelyAbsent(MilesightEndpoint endpoint, FaultKind kind) =>
        (endpoint == MilesightEndpoint.SpaceHeat || endpoint == MilesightEndpoint.CountSettings)
        && !endpoint.ExpectedOf(device)
        && kind is FaultKind.CredentialsRefused or FaultKind.NotACounter or FaultKind.ServerError;

    // Hours to come are zero rows. Traffic in one means that the camera's wall clock has come that far already.
    private void KeepPeople(ImmutableArray<PeopleObservation> rows)
    {
        _people = [.. rows.Where(row => row.Start < window.To && (row.Start < Reached() || row.Counts.Any(count => count > 0)))];
        var now = Now();
        if (rows.LastOrDefault(row => row.Start >= now && row.Counts.Any(count => count > 0)) is { } early)
        {
            _ahead = early.Start - now;
        }
    }

    // How far the camera's own clock has come, where that is behind: its zeros of later hours count nobody, they are yet to come.
    private DateTimeOffset Reached() =>
        _clockOffset is { } offset && offset < TimeSpan.Zero && DeviceClock.IsOff(offset) ? time.GetUtcNow() + offset : DateTimeOffset.MaxValue;

    // The window of a catch-up ends in the past.
    private DateTimeOffset Now() => time.GetUtcNow() is var now && now > window.To ? now : window.To;

    private DateTime Today() => WallClock.ToLocal(Now().AddTicks(-1), device.ZoneId).Date;

    private void KeepPicture(MilesightGrid? grid)
    {
        if (grid is not null)
        {
            _picture = new SpaceHeatObservation(
                WallClock.FirstAtOrAfter(Today(), device.ZoneId), WallClock.FirstAtOrAfter(Today().AddDays(1), device.ZoneId), grid.Width, grid.Height, grid.Values);
        }
    }
}
