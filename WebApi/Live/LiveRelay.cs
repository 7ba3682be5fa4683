using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;

namespace RetailOrleans.WebApi.Live;

/// <summary>
/// Brings news of stores and sensors to this silo's clients. One observer of each sort serves the whole silo; who watches what is the
/// hub's business.
/// </summary>
internal sealed partial class LiveRelay : BackgroundService, ILiveRenewal, IStoreObserver, ISensorObserver
{
    private static readonly TimeSpan RenewPeriod = TimeSpan.FromSeconds(5);

    /// <summary>At most four updates of a store a second.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly Lazy<IStoreObserver> _storeObserver;
    private readonly Lazy<ISensorObserver> _sensorObserver;
    private readonly SemaphoreSlim _renewNow = new(0);

    public LiveRelay(IGrainFactory grains, IHubContext<LiveHub, ILiveClient> hub, TimeProvider time, ILogger<LiveRelay> logger)
    {
        _time = time;

        // Observers are held weakly by Orleans; this object holds them for as long as the silo runs.
        _storeObserver = new(() => grains.CreateObjectReference<IStoreObserver>(this));
        _sensorObserver = new(() => grains.CreateObjectReference<ISensorObserver>(this));
        Stores = new WatchList<StoreLive>(
            id => grains.GetGrain<IStoreGrain>(id).SubscribeAsync(_storeObserver.Value),
            id => grains.GetGrain<IStoreGrain>(id).UnsubscribeAsync(_storeObserver.Value),
            id => new Conflated<StoreLive>(
                live => live.Version, live => hub.Clients.Group(Audience.Store(id)).StoreChanged(StoreLiveResponse.Of(live)), Pause, time,
                exception => LogNotSent(logger, id, exception)),
            (id, exception) => LogNotSubscribed(logger, id, exception));
        Sensors = new WatchList<SensorLive>(
            id => grains.GetGrain<ISensorGrain>(id).SubscribeAsync(_sensorObserver.Value),
            id => grains.GetGrain<ISensorGrain>(id).UnsubscribeAsync(_sensorObserver.Value),
            id => new Conflated<SensorLive>(
                live => live.Version, live => hub.Clients.Group(Audience.Sensor(id)).SensorChanged(SensorLiveResponse.Of(live)), Pause, time,
                exception => LogNotSent(logger, id, exception)),
            (id, exception) => LogNotSubscribed(logger, id, exception));
    }

    public WatchList<StoreLive> Stores { get; }

    public WatchList<SensorLive> Sensors { get; }

    public Task StoreChangedAsync(StoreLive live)
    {
        Stores.Offer(live.StoreId, live);
        return Task.CompletedTask;
    }

    public Task SensorChangedAsync(SensorLive live)
    {
        Sensors.Offer(live.SensorId, live);
        return Task.CompletedTask;
    }

    /// <summary>The cluster has changed: subscribe again at once.</summary>
    public void RenewNow()
    {
        _renewNow.Release();
    }

    public override void Dispose()
    {
        _renewNow.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = _time.CreateTimer(_ => RenewNow(), null, RenewPeriod, RenewPeriod);
        while (true)
        {
            await _renewNow.WaitAsync(stoppingToken);
            await Stores.RenewAsync();
            await Sensors.RenewAsync();
        }
    }

    [LoggerMessage(4101, LogLevel.Warning, "News of {Id} did not reach its watchers; the next news is whole again")]
    private static partial void LogNotSent(ILogger logger, Guid id, Exception exception);

    [LoggerMessage(4102, LogLevel.Warning, "The subscription to {Id} was not renewed; tried again within seconds")]
    private static partial void LogNotSubscribed(ILogger logger, Guid id, Exception exception);
}
