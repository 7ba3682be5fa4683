using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using RetailOrleans.Connectors;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Scheduling;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Sensors;

/// <summary>Asks a silo's devices, a bounded number at once, and puts their answers into the contract's readings.</summary>
public sealed class DevicePoller(
    ConnectorCatalog connectors, SecretProtector secrets, IOptions<PollingOptions> options, PollMeasurements measurements, TimeProvider time) : IDisposable
{
    /// <summary>The endpoint whose answer decides whether a stretch of time has been collected.</summary>
    private const string Counts = "people_counting";

    /// <summary>Tests under way at once in a silo; somebody waits for each of them.</summary>
    private const int MaxConcurrentTests = 16;

    private const string LostSecret =
        "The device's stored password can't be decrypted, because the key that it was encrypted with is not there (Secrets:MasterKey). Enter the password again, or have the key restored.";

    private static readonly TimeSpan TestPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TestWindow = TimeSpan.FromHours(1);

    private readonly PollSlots _slots = new(options.Value);
    private readonly SemaphoreSlim _tests = new(MaxConcurrentTests);

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

    private async Task<PollReport> AskAsync(PollQuestion question, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var sensor = question.Sensor;
        if (!connectors.TryGet(sensor.Type, out var connector))
        {
            return NotAsked(UnknownType(sensor));
        }

        if (Device(sensor, question.ZoneId) is not { } device)
        {
            return NotAsked(LostSecret);
        }

        var from = question.Window.From;
        var window = new CollectionWindow(from, question.IsCatchUp ? question.Window.To : startedAt)
        {
            WithPicture = !question.IsCatchUp
                && PictureSchedule.IsDue(sensor.SensorId, TimeSpan.FromSeconds(sensor.Config.Collection.IntervalSeconds), startedAt),
        };
        var answer = await connector.CollectAsync(device, window, cancellationToken);
        return new PollReport(
            startedAt, answer.Answered, PollMapping.Batch(answer, from), PollMapping.Error(answer), sensor.Revision,
            answer.Answered && !answer.Faults.Any(fault => fault.Endpoint == Counts), PollMapping.Trouble(answer), question.IsCatchUp,
            answer.ClockOffset, PollMapping.Counters(answer), PollMapping.Picture(answer));

        PollReport NotAsked(string why) =>
            new(startedAt, false, ReadingBatch.Empty, why, sensor.Revision, false, PollTrouble.Failed, question.IsCatchUp);
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
