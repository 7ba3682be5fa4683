using System.Collections.Concurrent;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Interfaces.Stores;

namespace RetailOrleans.Grains.Tests.Fixture;

/// <summary>What a silo's clients would be told.</summary>
internal sealed class Watcher : IStoreObserver, ISensorObserver
{
    public ConcurrentQueue<StoreLive> Stores { get; } = [];

    public ConcurrentQueue<SensorLive> Sensors { get; } = [];

    public Task StoreChangedAsync(StoreLive live)
    {
        Stores.Enqueue(live);
        return Task.CompletedTask;
    }

    public Task SensorChangedAsync(SensorLive live)
    {
        Sensors.Enqueue(live);
        return Task.CompletedTask;
    }
}
