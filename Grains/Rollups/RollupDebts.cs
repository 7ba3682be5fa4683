using System.Diagnostics;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Baselines;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>
/// Pays what stores owe: reads the marks, recomputes the business days they touch, deletes exactly those marks. What fails stays marked.
/// Long marks (a change of settings, a rebuild) are paid in parts, the newest days first, and never keep the day of other stores waiting.
/// </summary>
internal sealed class RollupDebts(
    RollupStore rollups, CarryQueries carries, RegistryReader registry, ReadingQueries readings, ReadingWriter writer, BaselineStore baselines, RollupPace pace)
{
    /// <summary>How often the writer is looked at while a rollup makes way for it.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);

    /// <summary>The longest that a rollup makes way after a day, in times of what the day took. Four shards then take a tenth of a processor.</summary>
    private const int LongestRest = 40;

    /// <summary>How many marks are paid before a look at whether something newer has come meanwhile.</summary>
    private const int MarksAtOnce = 20_000;

    /// <summary>The same while readings crowd and each day is followed by a rest.</summary>
    private const int MarksAtOnceInCrowd = 500;

    /// <summary>A commit of readings touches less than this.</summary>
    private static readonly TimeSpan Part = TimeSpan.FromDays(8);

    /// <summary>Pays the marks of the newest time of a shard's stores; to do so twice, or twice at once, gives the same rows.</summary>
    public async Task<Payment> PayAsync(int shard, CancellationToken cancellationToken)
    {
        await rollups.FoldCommitsAsync(cancellationToken);
        var limit = writer.IsCrowded ? MarksAtOnceInCrowd : MarksAtOnce;
        var marks = await rollups.FindDirtyAsync(shard, limit, cancellationToken);
        if (marks.IsEmpty)
        {
            return Payment.Nothing;
        }

        // The pieces of one mark, where its sensor had several stores, are paid together.
        var owed = marks.GroupBy(mark => mark.Ids[0]).Select(pieces => (
            pieces.First().Ids, Pieces: pieces.ToArray(), From: pieces.Min(piece => piece.From), To: pieces.Max(piece => piece.To))).ToArray();
        var @short = owed.Where(mark => mark.To - mark.From <= Part).ToArray();
        await RecomputeAsync(@short.SelectMany(mark => mark.Pieces), cancellationToken);
        await rollups.DeleteMarksAsync([.. @short.SelectMany(mark => mark.Ids)], cancellationToken);

        var @long = owed.Where(mark => mark.To - mark.From > Part).ToArray();
        await RecomputeAsync(
            @long.SelectMany(mark => mark.Pieces.Select(piece => piece with { From = Later(piece.From, mark.To - Part) }).Where(piece => piece.From < piece.To)),
            cancellationToken);
        foreach (var mark in @long)
        {
            await rollups.ShortenMarkAsync(mark.Ids[0], mark.To - Part, cancellationToken);
        }

        return @long.Length > 0 || owed.Sum(mark => mark.Ids.Length) >= limit ? Payment.InPart : Payment.Paid;
    }

    private async Task RecomputeAsync(IEnumerable<DirtyRange> marks, CancellationToken cancellationToken)
    {
        var days = new List<(StoreSettings Store, DateOnly Date)>();
        foreach (var store in marks.Where(mark => mark.StoreId != Guid.Empty).GroupBy(mark => mark.StoreId))
        {
            if (await registry.FindStoreAsync(store.Key, cancellationToken) is { } found)
            {
                days.AddRange((await RecomputeAsync(found, store, cancellationToken)).Select(date => (found, date)));
            }
        }

        await rollups.SumUpAsync(days, cancellationToken);
    }

    private async Task<IReadOnlyCollection<DateOnly>> RecomputeAsync(StoreSettings store, IEnumerable<DirtyRange> marks, CancellationToken cancellationToken)
    {
        var past = StorePast.Of(store);
        var calendar = past.Calendar;
        var dates = new SortedDictionary<DateOnly, List<DirtyRange>>();
        foreach (var mark in marks)
        {
            for (var day = calendar.DayOf(mark.From); day.Start < mark.To; day = calendar.Day(day.Date.AddDays(1)))
            {
                (dates.TryGetValue(day.Date, out var owed) ? owed : dates[day.Date] = []).Add(mark with { From = Later(mark.From, day.Start) });
            }
        }

        using var timing = pace.Start(dates.Count);
        foreach (var (date, owed) in dates)
        {
            var day = calendar.Day(date);
            var started = Stopwatch.GetTimestamp();
            await rollups.ReplaceDayAsync(store, date, day.Start, day.End, cancellation => MakeAsync(store, past, day, owed, cancellation), cancellationToken);
            await MakeWayAsync(Stopwatch.GetElapsedTime(started) * LongestRest, cancellationToken);
        }

        return dates.Keys;
    }

    private async Task<StoreDay> MakeAsync(StoreSettings store, StorePast past, BusinessDay day, List<DirtyRange> owed, CancellationToken cancellationToken)
    {
        var sensors = await rollups.ListAssignedSensorsAsync(store.StoreId, day.Start, day.End, cancellationToken);
        var carry = DayCarry.FirstDirty(day, owed) is { } first
            ? DayCarry.Find(day, await carries.ListAsync(store.StoreId, day.Start, first, cancellationToken), sensors, owed)
            : null;
        var since = carry is null ? day.Start : day.Hours[carry.First].Start;
        var stored = await readings.LoadAsync([.. sensors.Select(sensor => sensor.SensorKey)], since, day.End, false, cancellationToken);
        var byKey = stored.ToDictionary(sensor => sensor.SensorKey);
        var set = await baselines.ListAsync(store.StoreId, day.Start, day.End, BaselineStore.MostOfDay, cancellationToken);
        return StoreDayRollup.Compute(day, past.Calendar, past.HoursOn(day.Date), [.. sensors.Select(sensor => (sensor, byKey[sensor.SensorKey]))], set, carry);
    }

    /// <summary>Rests while readings crowd before their commit: they come first, and what is owed can wait a little, as live state does not need it.</summary>
    private async Task MakeWayAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        // By the machine's clock, like all that waits for the database.
        for (var rested = TimeSpan.Zero; writer.IsCrowded && rested < longest; rested += Breath)
        {
            await Task.Delay(Breath, TimeProvider.System, cancellationToken);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
