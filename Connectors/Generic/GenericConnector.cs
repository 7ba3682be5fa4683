using System.Collections.Immutable;
using RetailOrleans.Connectors.Http;

namespace RetailOrleans.Connectors.Generic;

/// <summary>
/// Any device that answers CSV or JSON over HTTP GET, described by its sensor's configuration alone. A sensor type of its own may bring a
/// preset: parameters that hold where the configuration says nothing. See docs/protocols/generic.md.
/// </summary>
internal sealed class GenericConnector(string sensorType, ImmutableDictionary<string, string> preset, DeviceHttp http, TimeProvider time) : IDeviceConnector
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string SensorType => sensorType;

    /// <summary>Asks each endpoint that is configured once; the device's timeout holds for all of them together.</summary>
    public async Task<DeviceAnswer> CollectAsync(Device device, CollectionWindow window, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(window);
        var started = time.GetTimestamp();
        var faults = ImmutableArray.CreateBuilder<DeviceFault>();
        var endpoints = new List<GenericEndpoint>();
        var (fields, problem) = GenericField.Of(device);
        problem ??= DeviceChecks.Problem(device) ?? Endpoints(device, endpoints);
        if (problem is not null)
        {
            faults.Add(new DeviceFault(FaultKind.Misconfigured, GenericEndpoint.Names[0], $"The sensor's settings can't be used: {problem}."));
            return Answer([], faults, [], null, time.GetElapsedTime(started));
        }

        var address = DeviceAddress.From(device)!;
        var timeout = device.Connection.Timeout > TimeSpan.Zero ? device.Connection.Timeout : DefaultTimeout;
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var answers = new List<GenericAnswer>();
        var answered = ImmutableArray.CreateBuilder<string>();
        TimeSpan? offset = null;
        var asking = endpoints[0];
        try
        {
            var session = http.Open(address, device.Connection);
            foreach (var endpoint in endpoints)
            {
                asking = endpoint;
                var reply = await session.GetAsync(GenericTemplate.Fill(endpoint.Template, window, device.ZoneId), either.Token);
                offset = reply.ClockOffset ?? offset;
                var parsed = reply.Fault is null ? GenericAnswer.Parse(reply.Body, endpoint, fields, device.ZoneId, window) : reply.Fault;
                if (parsed.Rejection is { } rejection)
                {
                    faults.Add(DeviceWords.Describe(rejection, endpoint.Name, address, DeviceWords.AnyDevice));
                    if (!DeviceWords.IsWorthAsking(rejection.Kind))
                    {
                        break;
                    }

                    continue;
                }

                answered.Add(endpoint.Name);
                var answer = parsed.Value!;
                answers.Add(answer with { Alarm = answer.Alarm is { } alarm ? alarm with { At = time.GetUtcNow() } : null });
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            faults.Add(DeviceWords.Describe(new Rejection(FaultKind.TimedOut, $"it did not answer within {timeout.TotalSeconds:0.#} s"), asking.Name, address, DeviceWords.AnyDevice));
        }

        return Answer(answers, faults, answered.ToImmutable(), offset, time.GetElapsedTime(started));
    }

    private string? Endpoints(Device device, List<GenericEndpoint> endpoints)
    {
        var parameters = preset.SetItems(device.Parameters);
        foreach (var name in GenericEndpoint.Names)
        {
            var (endpoint, problem) = GenericEndpoint.Of(name, parameters);
            if (problem is not null)
            {
                return problem;
            }

            if (endpoint is not null)
            {
                endpoints.Add(endpoint);
            }
        }

        return endpoints.Count > 0 ? null : "it does not say what to ask; set config.collection.endpoints, e.g. people_counting.path to /counts?from={start}&to={end}";
    }

    // What several endpoints tell about one interval is told by the first of them.
    private static DeviceAnswer Answer(
        List<GenericAnswer> answers, ImmutableArray<DeviceFault>.Builder faults, ImmutableArray<string> endpoints, TimeSpan? offset, TimeSpan responseTime) => new(
        [.. answers.SelectMany(answer => answer.People).DistinctBy(one => one.Start).OrderBy(one => one.Start)],
        [.. answers.SelectMany(answer => answer.Regions).DistinctBy(one => one.Start).OrderBy(one => one.Start)],
        [.. answers.SelectMany(answer => answer.Heat).DistinctBy(one => one.Start).OrderBy(one => one.Start)],
        answers.Select(answer => answer.Alarm).LastOrDefault(alarm => alarm is not null), null, faults.ToImmutable(), responseTime, offset)
    {
        Answered = endpoints.Length > 0,
        Endpoints = endpoints,
    };
}
