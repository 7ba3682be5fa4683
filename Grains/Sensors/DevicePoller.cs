using System.Collections.Immutable;
using System.Security.Cryptography;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Scheduling;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Sensors;

/// <summary>Asks a silo's devices, a bounded number at once, and puts their answers into the contract's readings.</summary>
public sealed class DevicePoller(ConnectorCatalog connectors, SecretProtector secrets, TimeProvider time) : IDisposable
{
    /// <summary>Polls under way at once in a silo; the others wait, each within its own interval.</summary>
    private const int MaxConcurrent = 256;

    /// <summary>Tests under way at once in a silo; somebody waits for each of them.</summary>
    private const int MaxConcurrentTests = 16;

    private const string LostSecret =
        "The device's stored password can't be decrypted, because the key that it was encrypted with is not there (Secrets:MasterKey). Enter the password again, or have the key restored.";

    private static readonly TimeSpan TestPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TestWindow = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _slots = new(MaxConcurrent);
    private readonly SemaphoreSlim _tests = new(MaxConcurrentTests);

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
                return new PollReport(startedAt, false, ReadingBatch.Empty, UnknownType(sensor), sensor.Revision);
            }

            var window = new CollectionWindow(from, startedAt)
            {
                WithPicture = PictureSchedule.IsDue(sensor.SensorId, TimeSpan.FromSeconds(sensor.Config.Collection.IntervalSeconds), startedAt),
            };
            if (Device(sensor, zoneId) is not { } device)
            {
                return new PollReport(startedAt, false, ReadingBatch.Empty, LostSecret, sensor.Revision);
            }

            var answer = await connector.CollectAsync(device, window, cancellationToken);
            return new PollReport(
                startedAt, answer.Answered, PollMapping.Batch(answer, from), PollMapping.Error(answer), sensor.Revision,
                answer.ClockOffset, PollMapping.Counters(answer), PollMapping.Picture(answer));
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Asks a device whether it works, now and apart from all polls. Whatever goes wrong is in the answer.</summary>
    public async Task<SensorTest> TestAsync(SensorSettings sensor, string zoneId, CancellationToken cancellationToken)
    {
        await _tests.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (!connectors.TryGet(sensor.Type, out var connector))
            {
                return Untested("misconfigured", UnknownType(sensor));
            }

            if (Device(sensor, zoneId) is not { } device)
            {
                return Untested("misconfigured", LostSecret);
            }

            var patience = device.Connection.Timeout < TestPatience ? device.Connection.Timeout : TestPatience;
            var probe = await connector.ProbeAsync(
                device with { Connection = device.Connection with { Timeout = patience } }, new CollectionWindow(now - TestWindow, now), cancellationToken);
            return PollMapping.Test(probe, now - TestWindow);
        }
        finally
        {
            _tests.Release();
        }
    }

    /// <summary>The answer for a sensor that is not contacted.</summary>
    internal static SensorTest Untested(string code, string problem, bool success = false) => new(
        success, TimeSpan.Zero, ImmutableSortedDictionary<string, string>.Empty, [], ReadingBatch.Empty, null, null, code, problem);

    public void Dispose()
    {
        _slots.Dispose();
        _tests.Dispose();
    }

    private string UnknownType(SensorSettings sensor) =>
        $"Nothing here knows how to ask a sensor of type '{sensor.Type}'. Known: {string.Join(", ", connectors.SensorTypes)}; or register it with collection mode push.";

    /// <summary>Null when its password can't be decrypted.</summary>
    private Device? Device(SensorSettings sensor, string zoneId)
    {
        try
        {
            return PollMapping.Device(sensor, zoneId, sensor.ProtectedSecret is null ? null : secrets.Unprotect(sensor.ProtectedSecret));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
