using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Grains.Stores;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Sensors;

/// <summary>
/// Loads a silo's sensors for their grains. What waits is loaded together, so that the thousands that come over from a lost silo cost the
/// database a few dozen queries and two connections; a lone one is loaded at once. One entry per activation waits at most.
/// </summary>
internal sealed class SensorLoads(RegistryReader registry, ReadingQueries readings, TimeProvider time) : BackgroundService
{
    private const int Pumps = 2;
    private const int MaxTogether = 250;

    private readonly Channel<Request> _waiting = Channel.CreateUnbounded<Request>();

    /// <summary>The sensor with a new epoch and what is stored of its day; null when there is no such sensor.</summary>
    public Task<LoadedSensor?> LoadAsync(Guid sensorId)
    {
        var request = new Request(sensorId, new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_waiting.Writer.TryWrite(request))
        {
            throw new OperationCanceledException("The silo is stopping.");
        }

        return request.Loaded.Task;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
        while (_waiting.Reader.TryRead(out var request))
        {
            request.Loaded.TrySetCanceled(CancellationToken.None);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Pumps).Select(_ => PumpAsync(stoppingToken)));

    private async Task PumpAsync(CancellationToken stoppingToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            var together = new List<Request>();
            while (together.Count < MaxTogether && _waiting.Reader.TryRead(out var request))
            {
                together.Add(request);
            }

            if (together.Count == 0)
            {
                continue;
            }

            try
            {
                var loaded = await LoadAsync([.. together.Select(request => request.SensorId).Distinct()], stoppingToken);
                foreach (var request in together)
                {
                    request.Loaded.TrySetResult(loaded.GetValueOrDefault(request.SensorId));
                }
            }
            catch (Exception exception)
            {
                foreach (var request in together)
                {
                    request.Loaded.TrySetException(exception);
                }
            }
        }
    }

    private async Task<Dictionary<Guid, LoadedSensor>> LoadAsync(IReadOnlyCollection<Guid> sensorIds, CancellationToken cancellationToken)
    {
        var activated = await registry.ActivateSensorsAsync(sensorIds, cancellationToken);
        var stores = (await registry.FindStoresAsync([.. activated.Select(sensor => sensor.Settings.StoreId).Distinct()], cancellationToken))
            .ToDictionary(store => store.StoreId, store => (Calendar: StoreCalendar.Create(store.TimeZone, store.DayStart), Hours: StoreHours.Of(store), store.Revision));
        var now = time.GetUtcNow();
        var loaded = activated.Where(sensor => stores.ContainsKey(sensor.Settings.StoreId))
            .Select(sensor => New(sensor.Settings, stores[sensor.Settings.StoreId], sensor.Takeover, now))
            .ToDictionary(sensor => sensor.State.Settings.SensorKey);

        // Sensors of one time zone have one day.
        foreach (var day in loaded.Values.GroupBy(sensor => (sensor.State.Day.Start, sensor.State.Day.End)))
        {
            var keys = day.Select(sensor => sensor.State.Settings.SensorKey).ToArray();
            foreach (var stored in await readings.LoadAsync(keys, day.Key.Start, day.Key.End + SensorState.Ahead, true, cancellationToken))
            {
                loaded[stored.SensorKey].State.Load(stored);
            }
        }

        return loaded.Values.ToDictionary(sensor => sensor.State.Settings.SensorId);
    }

    private static LoadedSensor New(
        SensorSettings settings, (StoreCalendar Calendar, OperatingHours Hours, long Revision) store, SensorTakeover takeover, DateTimeOffset now) =>
        new(new SensorState(settings, store.Calendar, now, store.Hours), store.Calendar, store.Revision, takeover);

    private sealed record Request(Guid SensorId, TaskCompletionSource<LoadedSensor?> Loaded);
}
