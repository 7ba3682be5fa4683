using System.Text.Json;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Baselines;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>
/// Pays what stores owe: reads the marks, recomputes the business days they touch, deletes exactly those marks. What fails stays marked.
/// Long marks (a change of settings, a rebuild) are paid in parts, the newest days first, and never keep the day of other stores waiting.
/// </summary>
internal sealed class RollupDebts(RollupStore rollups, RegistryReader registry, ReadingQueries readings, BaselineStore baselines, RollupPace pace)
{
    private const int MarksAtOnce = 20_000;

    /// <summary>A commit of readings touches less than this.</summary>
    private static readonly TimeSpan Part = TimeSpan.FromDays(8);

    /// <summary>Pays the oldest marks of a shard's stores; to do so twice, or twice at once, gives the same rows.</summary>
    /// <returns>Whether a part of a long mark is still owed.</returns>
    public async Task<bool> PayAsync(int shard, CancellationToken cancellationToken)
    {
        var marks = await rollups.FindDirtyAsync(shard, MarksAtOnce, cancellationToken);
        if (marks.IsEmpty)
        {
            return false;
        }

        var longest = marks.GroupBy(mark => mark.Id).ToDictionary(mark => mark.Key, mark => mark.Max(piece => piece.To));
        var lengths = marks.GroupBy(mark => mark.Id).ToDictionary(mark => mark.Key, mark => longest[mark.Key] - mark.Min(piece => piece.From));
        var @short = marks.Where(mark => lengths[mark.Id] <= Part).ToArray();
        await RecomputeAsync(@short, cancellationToken);
        await rollups.DeleteMarksAsync([.. @short.Select(mark => mark.Id).Distinct()], cancellationToken);

        var parts = marks.Where(mark => lengths[mark.Id] > Part)
            .Select(mark => mark with { From = Later(mark.From, longest[mark.Id] - Part) })
            .Where(mark => mark.From < mark.To)
            .ToArray();
        await RecomputeAsync(parts, cancellationToken);
        foreach (var id in parts.Select(mark => mark.Id).Distinct())
        {
            await rollups.ShortenMarkAsync(id, longest[id] - Part, cancellationToken);
        }

        return parts.Length > 0;
    }

    private async Task RecomputeAsync(IReadOnlyCollection<DirtyRange> marks, CancellationToken cancellationToken)
    {
        foreach (var store in marks.Where(mark => mark.StoreId != Guid.Empty).GroupBy(mark => mark.StoreId))
        {
            await RecomputeAsync(store.Key, store, cancellationToken);
        }
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

        using var timing = pace.Start(dates.Count);
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
                    var set = await baselines.ListAsync(storeId, day.Start, day.End, BaselineStore.MostOfDay, cancellation);
                    return StoreDayRollup.Compute(day, calendar, hours, [.. sensors.Select(sensor => (sensor, byKey[sensor.SensorKey]))], set);
                },
                cancellationToken);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
