using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Sensors;

/// <summary>Asks a silo's devices, a bounded number at once, and puts their answers into the contract's readings.</summary>
public sealed class DevicePoller(
    ConnectorCatalog connectors, SecretProtector secrets, IOptions<PollingOptions> options, PollMeasurements measurements, TimeProvider time) : IDisposable
{
    /// <summary>The endpoint whose answer decides whether a stretch of time has been collected.</summary>
    private const string Counts = "people_counting";

    private readonly PollSlots _slots = new(options.Value);

    /// <summary>Polls a device once, when there is a place. Whatever goes wrong with the device is in the report.</summary>
    public async Task<PollReport> PollAsync(PollQuestion question, CancellationToken cancellationToken)
    {
        using var slot = await _slots.TakeAsync(question.Sensor.Address, question.Lane, cancellationToken);
        var startedAt = time.GetUtcNow();
        var started = time.GetTimestamp();
        PollTrouble? trouble = null;
        measurements.Started(question.Lane, startedAt - question.DueAt);
        try
        {
            var report = await AskAsync(question, startedAt, cancellationToken);
            trouble = report.Trouble;
            return report;
        }
        finally
        {
            measurements.Ended(question.Lane, trouble, time.GetElapsedTime(started));
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task<PollReport> AskAsync(PollQuestion question, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var sensor = question.Sensor;
        if (!connectors.TryGet(sensor.Type, out var connector))
        {
            return new PollReport(startedAt, false, ReadingBatch.Empty,
                $"Nothing here knows how to ask a sensor of type '{sensor.Type}'. Known: {string.Join(", ", connectors.SensorTypes)}; or register it with collection mode push.",
                sensor.Revision, false, PollTrouble.Failed, question.IsCatchUp);
        }

        var (from, to) = (question.Window.From, question.IsCatchUp ? question.Window.To : startedAt);
        var answer = await connector.CollectAsync(Device(sensor, question.ZoneId), new CollectionWindow(from, to), cancellationToken);
        return new PollReport(
            startedAt, answer.Answered, Batch(answer, from), Error(answer), sensor.Revision,
            answer.Answered && !answer.Faults.Any(fault => fault.Endpoint == Counts), Trouble(answer), question.IsCatchUp);
    }

    private static PollTrouble Trouble(DeviceAnswer answer) =>
        answer.Answered ? PollTrouble.None
        : answer.Faults.Any(fault => fault.Kind == FaultKind.CredentialsRefused) ? PollTrouble.CredentialsRefused
        : PollTrouble.Failed;

    private Device Device(SensorSettings sensor, string zoneId)
    {
        var connection = sensor.Config.Connection;
        var mapping = sensor.Config.DataMapping;
        var secret = sensor.ProtectedSecret is null ? null : secrets.Unprotect(sensor.ProtectedSecret);
        return new Device(
            sensor.Address, sensor.Port, zoneId,
            new DeviceConnection(
                connection.Protocol, connection.VerifyTls, TimeSpan.FromSeconds(connection.TimeoutSeconds),
                new DeviceAuth(connection.AuthType, connection.Username, secret)),
            (sensor.Config.Collection.Endpoints ?? ImmutableSortedDictionary<string, string>.Empty).ToImmutableDictionary(),
            mapping.SupportsRegionalCounting, mapping.SupportsRealTimeStatus, mapping.LineCount, mapping.RegionCount);
    }

    private static ReadingBatch Batch(DeviceAnswer answer, DateTimeOffset from) => new(
        [.. answer.People.Where(o => o.End > from).Select(o => new PeopleReading(o.Start, o.End, o.Counts))],
        [.. answer.Regions.Where(o => o.End > from).Select(o => new RegionReading(
            o.Start, o.End, o.Kind == RegionKind.Visits ? RegionCountKind.Visits : RegionCountKind.Occupancy, o.Counts))],
        [.. answer.Heat.Where(o => o.End > from).Select(o => new HeatReading(o.Start, o.End, o.Value))],
        answer.Alarm is { } alarm ? [new AlarmReading(alarm.At, alarm.CounterStatus, alarm.RegionInMask, alarm.RegionOutMask)] : [],
        false);

    private static string? Error(DeviceAnswer answer) =>
        answer.Faults.IsEmpty ? null : string.Join(' ', answer.Faults.Select(fault => fault.Message).Distinct(StringComparer.Ordinal));
}
