using System.Collections.Immutable;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;

namespace RetailOrleans.Grains.Sensors;

/// <summary>From settings to what a connector needs, and from its observations to the contract's readings. Pure.</summary>
internal static class PollMapping
{
    /// <param name="sensor">Whom to ask, and how.</param>
    /// <param name="zoneId">The device's own wall clock.</param>
    /// <param name="secret">Password or token in clear; null when there is none.</param>
    public static Device Device(SensorSettings sensor, string zoneId, string? secret)
    {
        var connection = sensor.Config.Connection;
        var mapping = sensor.Config.DataMapping;
        return new Device(
            sensor.Address, sensor.Port, zoneId,
            new DeviceConnection(
                connection.Protocol, connection.VerifyTls, TimeSpan.FromSeconds(connection.TimeoutSeconds),
                new DeviceAuth(connection.AuthType, connection.Username, secret)),
            (sensor.Config.Collection.Endpoints ?? ImmutableSortedDictionary<string, string>.Empty).ToImmutableDictionary(),
            mapping.SupportsRegionalCounting, mapping.SupportsRealTimeStatus, mapping.LineCount, mapping.RegionCount)
        {
            Fields = mapping.Fields.IsDefaultOrEmpty ? [] : [.. mapping.Fields.Select(field => new DeviceField(field.Source, field.Target, field.Type, field.Format))],
            TimestampFormat = mapping.TimestampFormat,
        };
    }

    /// <summary>The readings of an answer that reach into the time asked for.</summary>
    public static ReadingBatch Batch(DeviceAnswer answer, DateTimeOffset from) => new(
        [.. answer.People.Where(o => o.End > from).Select(o => new PeopleReading(o.Start, o.End, o.Counts))],
        [.. answer.Regions.Where(o => o.End > from).Select(o => new RegionReading(
            o.Start, o.End, o.Kind == RegionKind.Visits ? RegionCountKind.Visits : RegionCountKind.Occupancy, o.Counts))],
        [.. answer.Heat.Where(o => o.End > from).Select(o => new HeatReading(o.Start, o.End, o.Value))],
        answer.Alarm is { } alarm ? [new AlarmReading(alarm.At, alarm.CounterStatus, alarm.RegionInMask, alarm.RegionOutMask)] : [],
        false);

    public static string? Error(DeviceAnswer answer) =>
        answer.Faults.IsEmpty ? null : string.Join(' ', answer.Faults.Select(fault => fault.Message).Distinct(StringComparer.Ordinal));

    public static PollTrouble Trouble(DeviceAnswer answer) =>
        answer.Answered ? PollTrouble.None
        : answer.Faults.Any(fault => fault.Kind == FaultKind.CredentialsRefused) ? PollTrouble.CredentialsRefused
        : PollTrouble.Failed;

    public static DeviceCounters? Counters(DeviceAnswer answer) =>
        answer.Counters is { } counters ? new DeviceCounters(counters.At, counters.In, counters.Out) : null;

    public static SpaceHeatmap? Picture(DeviceAnswer answer) =>
        answer.SpaceHeat is { } picture ? new SpaceHeatmap(picture.Start, picture.End, picture.Width, picture.Height, picture.Values) : null;

    public static SensorTest Test(DeviceProbe probe, DateTimeOffset from) => new(
        probe.Counts, probe.Answer.ResponseTime, probe.Details, probe.Answer.Endpoints, Batch(probe.Answer, from), Counters(probe.Answer),
        probe.Answer.ClockOffset, probe.Problem is { } problem ? CodeOf(problem.Kind) : null, probe.Problem?.Message);

    /// <summary>The name of a fault for programs.</summary>
    private static string CodeOf(FaultKind kind) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName($"{kind}");
}
