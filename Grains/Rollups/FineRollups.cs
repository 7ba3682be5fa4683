using System.Collections.Immutable;
using System.Text.Json;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Baselines;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>Parts of hours by the functions of hours.</summary>
internal sealed class FineRollups(RollupStore rollups, ReadingQueries readings, BaselineStore baselines) : IFineRollups
{
    public async Task<ImmutableArray<HourRow>> ComputeAsync(
        StoreSettings store, DateTimeOffset since, DateTimeOffset until, int minutes, CancellationToken cancellationToken)
    {
        var calendar = StoreCalendar.Create(store.TimeZone, store.DayStart);
        using var json = JsonDocument.Parse(store.OperatingHours);
        var hours = OperatingHours.TryParse(json.RootElement, out var parsed, out _) ? parsed : OperatingHours.Always;
        var rows = ImmutableArray.CreateBuilder<HourRow>();
        foreach (var whole in until > since ? calendar.Days(calendar.DayOf(since).Date, calendar.DayOf(until.AddTicks(-1)).Date) : [])
        {
            var sensors = await rollups.ListAssignedSensorsAsync(store.StoreId, whole.Start, whole.End, cancellationToken);
            var stored = await readings.LoadAsync([.. sensors.Select(sensor => sensor.SensorKey)], whole.Start, whole.End, false, cancellationToken);
            var byKey = stored.ToDictionary(sensor => sensor.SensorKey);
            var set = await baselines.ListAsync(store.StoreId, whole.Start, whole.End, BaselineStore.MostOfDay, cancellationToken);
            var day = StoreDayRollup.Compute(whole.Divided(minutes), calendar, hours, [.. sensors.Select(sensor => (sensor, byKey[sensor.SensorKey]))], set);
            var coarse = stored.SelectMany(sensor => sensor.Of(ReadingKind.People)).Where(row => row.DurationSeconds > minutes * 60).ToArray();
            rows.AddRange(day.Hours.Where(row => row.HourStart >= since && row.HourStart < until && !coarse.Any(reading => Blurs(reading, row))));
        }

        return rows.ToImmutable();
    }

    private static bool Blurs(in ReadingRow reading, HourRow row) =>
        (row.SensorKey == HourRow.Store || row.SensorKey == reading.SensorKey)
        && reading.Start < row.HourEnd.UtcDateTime && reading.End > row.HourStart.UtcDateTime;
}
