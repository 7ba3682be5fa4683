using System.Collections.Immutable;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Sensors;

/// <summary>Asks a silo's devices, a bounded number at once, and puts their answers into the contract's readings.</summary>
public sealed class DevicePoller(ConnectorCatalog connectors, SecretProtector secrets, TimeProvider time) : IDisposable
{
    /// <summary>Polls under way at once in a silo; the others wait, each within its own interval.</summary>
    private const int MaxConcurrent = 256;

    private readonly SemaphoreSlim _slots = new(MaxConcurrent);

    /// <summary>Polls a device once. Whatever goes wrong with the device is in the report.</summary>
    /// <param name="sensor">Whom to ask, and how.</param>
    /// <param name="zoneId">The device's own wall clock.</param>
    /// <param name="from">Since when.</param>
    /// <param name="cancellationToken">Ends the poll.</param>
    public async Task<PollReport> PollAsync(SensorSettings sensor, string zoneId, DateTimeOffset from, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            var startedAt = time.GetUtcNow();
            if (!connectors.TryGet(sensor.Type, out var connector))
            {
                return new PollReport(startedAt, false, ReadingBatch.Empty,
                    $"Nothing here knows how to ask a sensor of type '{sensor.Type}'. Known: {string.Join(", ", connectors.SensorTypes)}; or register it with collection mode push.",
                    sensor.Revision);
            }

            var answer = await connector.CollectAsync(Device(sensor, zoneId), new CollectionWindow(from, startedAt), cancellationToken);
            return new PollReport(startedAt, answer.Answered, Batch(answer, from), Error(answer), sensor.Revision);
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

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
