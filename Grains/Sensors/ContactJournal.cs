using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Sensors;

/// <summary>
/// Last contacts of a silo's sensors, written behind: at most a quarter of a minute old in the database, one statement for all.
/// Holds one entry per sensor at most.
/// </summary>
public sealed partial class ContactJournal(RegistryReader registry, TimeProvider time, ILogger<ContactJournal> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Guid, SensorContact> _contacts = [];

    /// <summary>Notes a sensor's newest contact, and up to when it has been collected, where that has changed.</summary>
    public void Note(Guid sensorId, DateTimeOffset? seenAt, string? error, DateTimeOffset? collectedUntil) => _contacts.AddOrUpdate(
        sensorId,
        static (id, fresh) => new SensorContact(id, fresh.seenAt, fresh.error, fresh.collectedUntil),
        static (id, waiting, fresh) => new SensorContact(id, fresh.seenAt, fresh.error, fresh.collectedUntil ?? waiting.CollectedUntil),
        (seenAt, error, collectedUntil));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SaveAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was noted since the last write goes out before the silo does.
            await SaveAsync(CancellationToken.None);
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        var taken = _contacts.ToArray();
        try
        {
            await registry.SaveContactsAsync([.. taken.Select(entry => entry.Value)], cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotSaved(logger, taken.Length, exception);
            return;
        }

        foreach (var entry in taken)
        {
            // Only what was written: a newer contact noted meanwhile stays.
            _contacts.TryRemove(entry);
        }
    }

    [LoggerMessage(2110, LogLevel.Warning, "The last contacts of {Sensors} sensors could not be written and are kept for the next time")]
    private static partial void LogNotSaved(ILogger logger, int sensors, Exception exception);
}
