using RetailOrleans.Calendar;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Storage.Baselines;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Grains.Stores;

/// <summary>Loads a silo's stores for their grains, each from one query over its sensors' day.</summary>
internal sealed class StoreLoads(RegistryReader registry, ReadingQueries readings, BaselineStore baselines, TimeProvider time)
{
    /// <summary>The store as it is stored, with a new epoch; null when there is no such store.</summary>
    public async Task<LoadedStore?> LoadAsync(Guid storeId)
    {
        if (await registry.FindStoreAsync(storeId) is not { } settings)
        {
            return null;
        }

        var epoch = await registry.TakeStoreEpochAsync(storeId);
        var sensors = await registry.ListStoreSensorsAsync(storeId);
        var calendar = StoreCalendar.Create(settings.TimeZone, settings.DayStart);
        var hours = StoreHours.Of(settings);
        var now = time.GetUtcNow();
        var day = calendar.DayOf(now);
        var stored = await readings.LoadAsync([.. sensors.Select(sensor => sensor.SensorKey)], day.Start, day.End + SensorState.Ahead, true, CancellationToken.None);
        var set = await baselines.ListAsync(storeId, day.Start, day.End, BaselineStore.MostOfDay, CancellationToken.None);
        var byKey = stored.ToDictionary(sensor => sensor.SensorKey);
        var snapshots = sensors.Select(sensor =>
        {
            var state = new SensorState(sensor, calendar, now, hours);
            state.Load(byKey[sensor.SensorKey]);

            // Version 0: the sensor's own first word is newer.
            return state.Snapshot(0);
        });
        return new LoadedStore(new StoreState(settings, calendar, snapshots, set), epoch);
    }
}
