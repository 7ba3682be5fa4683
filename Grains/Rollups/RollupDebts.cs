using System.Diagnostics;
using RetailOrleans.Storage.Baselines;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>
/// Pays what stores owe: reads the marks of the newest time, recomputes the business days they touch, newest first, deletes exactly those marks. What
/// fails stays marked. After a few seconds a run ends and what is newest is looked for again, so that neither a long mark (a change of settings, a
/// rebuild) nor years of the past that somebody sends keep the day of other stores waiting.
/// </summary>
internal sealed class RollupDebts(
    RollupStore rollups, CarryQueries carries, RegistryReader registry, ReadingQueries readings, ReadingWriter writer, BaselineStore baselines, RollupPace pace,
    TimeProvider time)
{
    /// <summary>How often the writer is looked at while a rollup makes way for it.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);

    /// <summary>The longest that a shard makes way between days of the past, in times of what the last one took. Four shards then take a tenth of a processor.</summary>
    private const int LongestRest = 40;

    /// <summary>The same after a day that ended recently or runs, which somebody looks at.</summary>
    private const int LongestRestOfToday = 4;

    /// <summary>How many marks are read at once.</summary>
    private const int MarksAtOnce = 2_000;

    /// <summary>After this long, rests included, no further day is begun before a look at whether something newer has come.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    /// <summary>What is paid of a mark at once.</summary>
    private static readonly TimeSpan Part = TimeSpan.FromDays(8);

    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    // Until when each shard leaves the past alone while readings crowd, by the machine's clock.
    private readonly long[] _pastRestsUntil = new long[RollupStore.Shards];

    /// <summary>Pays the marks of the newest time of a shard's stores; to do so twice, or twice at once, gives the same rows.</summary>
    public async Task<Payment> PayAsync(int shard, CancellationToken cancellationToken)
    {
        await rollups.FoldCommitsAsync(cancellationToken);
        var found = await rollups.FindDirtyAsync(shard, MarksAtOnce, cancellationToken);
        if (found.IsEmpty)
        {
            return Payment.Nothing;
        }

        var marks = found.GroupBy(mark => mark.Ids[0]).Select(pieces => OwedMark.Of(pieces, Part)).ToArray();
        await RecomputeAsync(shard, await ListDaysAsync(marks, cancellationToken), cancellationToken);
        var paid = marks.Where(mark => mark.DaysLeft == 0).ToArray();
        await rollups.DeleteMarksAsync([.. paid.Where(mark => mark.LeftUntil is null).SelectMany(mark => mark.Ids)], cancellationToken);
        foreach (var mark in paid)
        {
            if (mark.LeftUntil is { } until)
            {
                await rollups.ShortenMarkAsync(mark.Ids[0], until, cancellationToken);
            }
        }

        var all = paid.Length == marks.Length && marks.All(mark => mark.LeftUntil is null) && marks.Sum(mark => mark.Ids.Length) < MarksAtOnce;
        return all ? Payment.Paid : Payment.InPart;
    }

    /// <summary>The business days that marks touch, the newest first. A mark of a store or a sensor that is gone touches none.</summary>
    private async Task<IEnumerable<OwedDay>> ListDaysAsync(IEnumerable<OwedMark> marks, CancellationToken cancellationToken)
    {
        var days = new Dictionary<(Guid Store, DateOnly Date), OwedDay>();
        foreach (var store in marks.SelectMany(mark => mark.Pieces, (mark, piece) => (mark, piece)).GroupBy(owed => owed.piece.StoreId))
        {
            if (store.Key == Guid.Empty || await registry.FindStoreAsync(store.Key, cancellationToken) is not { } settings)
            {
                continue;
            }

            var past = StorePast.Of(settings);
            foreach (var (mark, piece) in store)
            {
                for (var day = past.Calendar.DayOf(piece.From); day.Start < piece.To; day = past.Calendar.Day(day.Date.AddDays(1)))
                {
                    if (!days.TryGetValue((store.Key, day.Date), out var owed))
                    {
                        days[(store.Key, day.Date)] = owed = new(settings, past, day);
                    }

                    owed.Changes.Add(piece.From > day.Start ? piece : piece with { From = day.Start });
                    owed.Marks.Add(mark);
                    mark.DaysLeft++;
                }
            }
        }

        return days.Values.OrderByDescending(day => day.Day.Start);
    }

    private async Task RecomputeAsync(int shard, IEnumerable<OwedDay> days, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var recent = time.GetUtcNow() - Recent;
        var done = new List<OwedDay>();
        foreach (var owed in days)
        {
            var isPast = owed.Day.End <= recent;
            if (isPast && !await MakeWayAsync(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _pastRestsUntil[shard]), LookAgain, cancellationToken))
            {
                break;
            }

            var dayStarted = Stopwatch.GetTimestamp();
            using (pace.Start(1))
            {
                await rollups.ReplaceDayAsync(
                    owed.Store, owed.Day.Date, owed.Day.Start, owed.Day.End, cancellation => MakeAsync(owed, cancellation), cancellationToken);
            }

            done.Add(owed);
            var took = Stopwatch.GetElapsedTime(dayStarted);
            if (isPast)
            {
                _pastRestsUntil[shard] = Stopwatch.GetTimestamp() + (long)(took.TotalSeconds * LongestRest * Stopwatch.Frequency);
            }
            else
            {
                await MakeWayAsync(took * LongestRestOfToday, LookAgain, cancellationToken);
            }

            if (Stopwatch.GetElapsedTime(started) > LookAgain)
            {
                break;
            }
        }

        await rollups.SumUpAsync([.. done.Select(owed => (owed.Store, owed.Day.Date))], cancellationToken);
        foreach (var mark in done.SelectMany(owed => owed.Marks))
        {
            mark.DaysLeft--;
        }
    }

    private async Task<StoreDay> MakeAsync(OwedDay owed, CancellationToken cancellationToken)
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

    /// <summary>
    /// Rests while readings crowd before their commit: they come first, and what is owed can wait a little, as live state does not need it.
    /// </summary>
    /// <param name="rest">How long it is to be.</param>
    /// <param name="most">How long it may be now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether the rest is over, or the crowd.</returns>
    private async Task<bool> MakeWayAsync(TimeSpan rest, TimeSpan most, CancellationToken cancellationToken)
    {
        // By the machine's clock, like all that waits for the database.
        var started = Stopwatch.GetTimestamp();
        while (writer.IsCrowded && Stopwatch.GetElapsedTime(started) is var rested && rested < rest)
        {
            if (rested >= most)
            {
                return false;
            }

            await Task.Delay(Breath, TimeProvider.System, cancellationToken);
        }

        return true;
    }
}
