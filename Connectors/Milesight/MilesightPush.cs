using System.Collections.Immutable;
using System.Text.Json;
using RetailOrleans.Connectors.Generic;

namespace RetailOrleans.Connectors.Milesight;

/// <summary>
/// What Milesight devices send by themselves: the cameras' HTTP notification as query, form, JSON or text, and the JSON reports of the
/// VS121, VS125, VS133 and VS135 counters. The content type is never trusted. See docs/protocols/milesight-push.md.
/// </summary>
internal sealed class MilesightPush : IPushConnector
{
    private static readonly string[] SerialNames = ["device_sn", "sn", "serial", "serial_number"];
    private static readonly ImmutableArray<GenericField> ContractFields = GenericField.Contract(null);
    private static readonly GenericEndpoint AnyEndpoint = GenericEndpoint.Of("people_counting", ImmutableDictionary<string, string>.Empty.Add("people_counting", "/")).Endpoint!;

    /// <inheritdoc/>
    public string Name => "milesight";

    /// <inheritdoc/>
    public PushIdentity Identify(PushMessage message)
    {
        var content = PushContent.Read(message);
        var names = content.Envelopes.IsEmpty ? content.Pairs : content.Pairs.SetItems(DeviceInfo(content.Envelopes[0]));
        var serial = SerialNames.Select(name => names.GetValueOrDefault(name)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))?.Trim();
        return new PushIdentity(
            names.TryGetValue("sensor_id", out var id) && Guid.TryParse(id, out var sensorId) ? sensorId : null, serial is { Length: <= 64 } ? serial : null);
    }

    /// <inheritdoc/>
    public PushReport Read(PushMessage message, string? zoneId)
    {
        var content = PushContent.Read(message);
        if (content.Problem is { } problem)
        {
            return PushReport.Refused(problem);
        }

        var report = new MilesightReport(zoneId);
        foreach (var envelope in content.Envelopes)
        {
            report.Add(envelope);
        }

        return report.Problem is { } bad ? PushReport.Refused(bad)
            : report.NeedsZone ? new PushReport([], [], null, [], null) { NeedsZone = true }
            : WithPairs(content.Pairs, message, zoneId, report);
    }

    // Names that a camera's alarm status has, or the contract's own: whoever sets up the notification chooses what it says.
    private static PushReport WithPairs(ImmutableDictionary<string, string> pairs, PushMessage message, string? zoneId, MilesightReport report)
    {
        AlarmObservation? alarm = null;
        if (MilesightAlarmStatus.Of(pairs, message.ReceivedAt) is { Value: { } status })
        {
            alarm = status.Alarm;
        }

        if (!pairs.ContainsKey("timestamp"))
        {
            return report.Build(alarm);
        }

        if (zoneId is null)
        {
            return report.Build(alarm) with { NeedsZone = true };
        }

        var row = new GenericRow(1, [.. ContractFields.Select(field => pairs.GetValueOrDefault(field.Source))]);
        var answer = GenericAnswer.OfRows([row], AnyEndpoint, ContractFields, zoneId, new CollectionWindow(DateTimeOffset.MinValue, message.ReceivedAt.AddDays(1)));
        return answer.Value is { } read
            ? report.Build(alarm ?? read.Alarm) with { People = read.People, Regions = read.Regions }
            : alarm is not null ? report.Build(alarm) : PushReport.Refused($"The message has a timestamp and can't be read: {answer.Rejection}.");
    }

    private static Dictionary<string, string> DeviceInfo(JsonElement envelope)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        if (envelope.TryGetProperty("device_info", out var info) && info.ValueKind is JsonValueKind.Object)
        {
            foreach (var name in SerialNames)
            {
                if (info.TryGetProperty(name, out var value) && PushContent.Text(value) is { } text)
                {
                    names[name] = text;
                }
            }
        }

        return names;
    }
}
