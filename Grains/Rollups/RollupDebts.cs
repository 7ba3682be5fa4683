using System.Text.Json;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>
/// Pays what stores owe: reads the marks, recomputes the business days they touch, deletes exactly those marks. What fails stays marked.
/// </summary>
internal sealed class RollupDebts(RollupStore rollups, RegistryReader registry, ReadingQueries readings)
{
    private const int MarksAtOnce = 20_000;

    /// <summary>Pays the oldest marks of a shard's stores; to do so twice, or twice at once, gives the same rows.</summary>
    public async Task PayAsync(int shard, CancellationToken cancellationToken)
    {
        var marks = await rollups.FindDirtyAsync(shard, MarksAtOnce, cancellationToken);
        if (marks.IsEmpty)
        {
            return;
        }

        foreach (var store in marks.Where(mark => mark.StoreId != Guid.Empty).GroupBy(mark => mark.StoreId))
        {
            await RecomputeAsync(store.Key, store, cancellationToken);
        }

        await rollups.DeleteMarksAsync([.. marks.Select(mark => mark.Id).Distinct()], cancellationToken);
    }

    private async Task RecomputeAsync(Guid storeId, IEnumerable<DirtyRange> marks, CancellationToken cancellationToken)
    {
        if (await registry.FindStoreAsync(storeId, cancellationToken) is not { } store)
        {
            return;
        }

        var calendar = StoreCalendar.Create(store.TimeZone, store.DayStart);
        using var json = JsonDocument.Parse(store.OperatingHours);
        var hours = OperatingHours.TryParse(json.RootElement, out var parsed, out _) ? parsed : OperatingHours.Always;
        var dates = new SortedSet<DateOnly>();
        foreach (var mark in marks)
        {
            for (var day = calendar.DayOf(mark.From); day.Start < mark.To; day = calendar.Day(day.Date.AddDays(1)))
            {
                dates.Add(day.Date);
            }
        }

        foreach (var date in dates)
        {
            var day = calendar.Day(date);
            await rollups.ReplaceDayAsync(
                store, date, day.Start, day.End,
                async cancellation =>
                {
                    var sensors = await rollups.ListAssignedSensorsAsync(storeId, day.Start, day.End, cancellation);
                    var stored = await readings.LoadAsync([.. sensors.Select(sensor => sensor.SensorKey)], day.Start, day.End, false, cancellation);
                    var byKey = stored.ToDictionary(sensor => sensor.SensorKey);
                    return StoreDayRollup.Compute(day, calendar, hours, [.. sensors.Select(sensor => (sensor, byKey[sensor.SensorKey]))]);
                },
                cancellationToken);
        }
    }
}
