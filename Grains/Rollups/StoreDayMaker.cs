using RetailOrleans.Storage.Baselines;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>Makes an owed store-day from what is stored: its readings from the first changed hour on, and what the hours before left.</summary>
internal sealed class StoreDayMaker(RollupStore rollups, CarryQueries carries, ReadingQueries readings, BaselineStore baselines)
{
    public async Task<StoreDay> MakeAsync(OwedDay owed, CancellationToken cancellationToken)
    {
        var (store, past, day) = owed;
        var sensors = await rollups.ListAssignedSensorsAsync(store.StoreId, day.Start, day.End, cancellationToken);
        var carry = DayCarry.FirstDirty(day, owed.Changes) is { } first
            ? DayCarry.Find(day, await carries.ListAsync(store.StoreId, day.Start, first, cancellationToken), sensors, owed.Changes)
            : null;
        var since = carry is null ? day.Start : day.Hours[carry.First].Start;
        var stored = await readings.LoadAsync([.. sensors.Select(sensor => sensor.SensorKey)], since, day.End, false, cancellationToken);
        var byKey = stored.ToDictionary(sensor => sensor.SensorKey);
        var set = await baselines.ListAsync(store.StoreId, day.Start, day.End, BaselineStore.MostOfDay, cancellationToken);
        return StoreDayRollup.Compute(day, past.Calendar, past.HoursOn(day.Date), [.. sensors.Select(sensor => (sensor, byKey[sensor.SensorKey]))], set, carry);
    }
}
