using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using RetailOrleans.Storage;
using RetailOrleans.Storage.Registry;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>
/// Pays what stores owe: reads the marks of the newest time, recomputes the business days they touch, newest first, deletes exactly those marks. What
/// fails stays marked, and keeps no other day waiting. After a few seconds a run ends and what is newest is looked for again, so that neither a long
/// mark (a change of settings, a rebuild) nor years of the past that somebody sends keep the day of other stores waiting.
/// </summary>
internal sealed partial class RollupDebts(
    RollupStore rollups, RegistryReader registry, StoreDayMaker maker, RollupRest rest, RollupPace pace, TimeProvider time, ILogger<RollupDebts> logger)
{
    /// <summary>How many marks are read at once.</summary>
    private const int MarksAtOnce = 2_000;

    /// <summary>After this long, rests included, no further day is begun before a look at whether something newer has come.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    /// <summary>What is paid of a mark at once.</summary>
    private static readonly TimeSpan Part = TimeSpan.FromDays(8);

    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

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
        var done = await RecomputeAsync(shard, await ListDaysAsync(marks, cancellationToken), cancellationToken);
        var paid = marks.Where(mark => mark.DaysLeft == 0).ToArray();
        await rollups.DeleteMarksAsync([.. paid.Where(mark => mark.LeftUntil is null).SelectMany(mark => mark.Ids)], cancellationToken);
        foreach (var mark in paid)
        {
            if (mark.LeftUntil is { } until)
            {
                await rollups.ShortenMarkAsync(mark.Ids[0], until, cancellationToken);
            }
        }

        // When all that was tried has failed, there is nothing that could go on at once.
        var isStuck = done == 0 && marks.Any(mark => mark.DaysFailed > 0);
        var isLeft = marks.Any(mark => mark.HasMore) || marks.Sum(mark => mark.Ids.Length) >= MarksAtOnce;
        return isLeft && !isStuck ? Payment.InPart : Payment.Paid;
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

    /// <returns>How many days were recomputed.</returns>
    private async Task<int> RecomputeAsync(int shard, IEnumerable<OwedDay> days, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var recent = time.GetUtcNow() - Recent;
        var done = new List<OwedDay>();
        foreach (var owed in days)
        {
            var isPast = owed.Day.End <= recent;
            if (isPast && !await rest.BeforePastAsync(shard, LookAgain, cancellationToken))
            {
                break;
            }

            var dayStarted = Stopwatch.GetTimestamp();
            if (await TryReplaceAsync(owed, cancellationToken))
            {
                done.Add(owed);
            }

            var took = Stopwatch.GetElapsedTime(dayStarted);
            pace.Add(took + rest.TakeRested(shard));
            if (isPast)
            {
                rest.AfterPast(shard, took);
            }
            else
            {
                await rest.AfterTodayAsync(shard, took, LookAgain, cancellationToken);
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

        return done.Count;
    }

    /// <summary>Recomputes a day, or notes that it can't be. That the database is away is no matter of one day.</summary>
    private async Task<bool> TryReplaceAsync(OwedDay owed, CancellationToken cancellationToken)
    {
        try
        {
            await rollups.ReplaceDayAsync(
                owed.Store, owed.Day.Date, owed.Day.Start, owed.Day.End, cancellation => maker.MakeAsync(owed, cancellation), cancellationToken);
            return true;
        }
        catch (Exception exception) when (IsOfThisDay(exception))
        {
            LogFailed(logger, owed.Store.StoreId, owed.Day.Date, exception);
            owed.Marks.ForEach(static mark => mark.DaysFailed++);
            return false;
        }
    }

    private static bool IsOfThisDay(Exception exception) => exception is PostgresException refusal
        ? DatabaseErrors.IsRefusal(refusal)
        : exception is not (NpgsqlException or OperationCanceledException);

    [LoggerMessage(2302, LogLevel.Error, "Day {Date} of store {StoreId} could not be rolled up; it stays marked and is tried again")]
    private static partial void LogFailed(ILogger logger, Guid storeId, DateOnly date, Exception exception);
}
