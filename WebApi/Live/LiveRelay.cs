using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;

namespace RetailOrleans.WebApi.Live;

/// <summary>
/// Brings news of stores and sensors to this silo's clients. One observer of each sort serves the whole silo; who listens to what is in
/// the watch lists.
/// </summary>
internal sealed partial class LiveRelay : BackgroundService, ILiveRenewal, IStoreObserver, ISensorObserver
{
    private static readonly TimeSpan RenewPeriod = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Grains leave a silo that stops one after another, settle some time after one died, and move to one that joins: meanwhile renewals
    /// are frequent.
    /// </summary>
    private static readonly TimeSpan Unrest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan UnrestPeriod = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan CatchUpPause = TimeSpan.FromMilliseconds(500);

    /// <summary>At most four updates of a store a second.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly Lazy<IStoreObserver> _storeObserver;
    private readonly Lazy<ISensorObserver> _sensorObserver;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _lock = new();
    private CancellationTokenSource _renewal = new();
    private long? _changedAt;

    public LiveRelay(IGrainFactory grains, TimeProvider time, ILogger<LiveRelay> logger)
    {
        _time = time;

        // Observers are held weakly by Orleans; this object holds them for as long as the silo runs.
        _storeObserver = new(() => grains.CreateObjectReference<IStoreObserver>(this));
        _sensorObserver = new(() => grains.CreateObjectReference<ISensorObserver>(this));
        Stores = new WatchList<StoreLive>(
            id => new Watch<StoreLive>(
                () => grains.GetGrain<IStoreGrain>(id).SubscribeAsync(_storeObserver.Value), live => live.Version, LiveNews.Of, Pause, time),
            id => grains.GetGrain<IStoreGrain>(id).UnsubscribeAsync(_storeObserver.Value),
            (id, exception) => LogNotSubscribed(logger, id, exception), time);
        Sensors = new WatchList<SensorLive>(
            id => new Watch<SensorLive>(
                () => grains.GetGrain<ISensorGrain>(id).SubscribeAsync(_sensorObserver.Value), live => live.Version, LiveNews.Of, Pause, time),
            id => grains.GetGrain<ISensorGrain>(id).UnsubscribeAsync(_sensorObserver.Value),
            (id, exception) => LogNotSubscribed(logger, id, exception), time);
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

    /// <summary>The cluster has changed: subscribe again at once, without waiting for what was asked of a silo that may be dead.</summary>
    public void RenewNow()
    {
        lock (_lock)
        {
            _changedAt = _time.GetTimestamp();
            _renewal.Cancel();
            _renewal = new CancellationTokenSource();
        }

        _wake.Writer.TryWrite(true);
    }

    public override void Dispose()
    {
        _renewal.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isComplete = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            var isWoken = await WaitAsync(isComplete ? Current().Period : CatchUpPause, stoppingToken);
            var cancellationToken = Current().CancellationToken;
            if (isComplete || isWoken)
            {
                isComplete = await Stores.RenewAsync(cancellationToken) & await Sensors.RenewAsync(cancellationToken);
            }
            else
            {
                isComplete = await Stores.CatchUpAsync(cancellationToken) & await Sensors.CatchUpAsync(cancellationToken);
            }
        }
    }

    private (TimeSpan Period, CancellationToken CancellationToken) Current()
    {
        lock (_lock)
        {
            var isUnrest = _changedAt is { } changedAt && _time.GetElapsedTime(changedAt) < Unrest;
            return (isUnrest ? UnrestPeriod : RenewPeriod, _renewal.Token);
        }
    }

    /// <summary>Whether the cluster changed before the time was over.</summary>
    private async Task<bool> WaitAsync(TimeSpan time, CancellationToken stoppingToken)
    {
        using var over = new CancellationTokenSource(time, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stoppingToken);
        try
        {
            return await _wake.Reader.WaitToReadAsync(either.Token) && _wake.Reader.TryRead(out _);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(4112, LogLevel.Warning, "The subscription to {Id} was not renewed; tried again within seconds")]
    private static partial void LogNotSubscribed(ILogger logger, Guid id, Exception exception);
}
