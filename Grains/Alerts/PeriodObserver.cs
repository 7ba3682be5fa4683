using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>
/// A store's numbers of an hour or a day. What only grows is compared with a lower limit while the period runs, so that it is told as soon as
/// it is crossed. Everything else is judged when the period is over and its readings had the time to come: an hour ten minutes after its
/// end, a day after the store's last closing. A period that a sensor has no readings of, or whose sales are not all reported yet, is not
/// judged: missing is not zero.
/// </summary>
internal static class PeriodObserver
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>A till's last record of a day may end so long before the doors close.</summary>
    private static readonly TimeSpan LastSale = TimeSpan.FromHours(1);

    public static Observation Observe(AlertCondition condition, StoreView view)
    {
        var grows = condition.Metric is "entries" or "exits" or "passing_traffic" or "peak_occupancy" or "transactions" or "revenue";
        var isRunning = grows && condition.Operator is AlertComparison.Above or AlertComparison.AtLeast;
        var (from, to) = condition.Period == AlertPeriod.Hour ? HourOf(view, isRunning) : Day(view, isRunning);
        if (from == to || (!isRunning && !IsComplete(condition, view, from, to)))
        {
            return new Observation(AlertSubject.Store, Verdict.Unknown, null, view.Now);
        }

        var number = condition.Period == AlertPeriod.Hour
            ? PeriodNumbers.OfHour(condition.Metric!, view, view.Day.HourIndexOf(from))
            : PeriodNumbers.OfDay(condition.Metric!, view);
        return new Observation(AlertSubject.Store, AlertEvaluator.Judge(condition, number), number, isRunning ? view.Now : from);
    }

    private static bool IsComplete(AlertCondition condition, StoreView view, DateTimeOffset from, DateTimeOffset to)
    {
        if (AlertNames.SalesMetrics.Contains(condition.Metric!)
            && !(view.Sales is [.., var last] && last.End >= (condition.Period == AlertPeriod.Hour ? to : to - LastSale)))
        {
            return false;
        }

        return condition.Metric is "transactions" or "revenue" or "avg_transaction_value"
            || HasCounted(view, from);
    }

    /// <summary>The last hour of the day whose readings had the time to come, by its place; negative when there is none yet.</summary>
    public static int FinishedHour(StoreView view)
    {
        var index = view.Day.HourIndexOf(view.Now);
        return index - (view.Now - view.Day.Hours[index].Start >= Grace ? 1 : 2);
    }

    /// <summary>Whether every sensor of the store has counted since an instant of the day.</summary>
    public static bool HasCounted(StoreView view, DateTimeOffset since) =>
        view.Sensors.All(sensor => sensor.Day == view.Day.Date && sensor.LastReadingAt >= since);

    /// <summary>The hour to be judged; empty when there is none yet.</summary>
    private static (DateTimeOffset From, DateTimeOffset To) HourOf(StoreView view, bool isRunning)
    {
        var index = isRunning ? view.Day.HourIndexOf(view.Now) : FinishedHour(view);
        return index < 0 ? default : (view.Day.Hours[index].Start, view.Day.Hours[index].End);
    }

    /// <summary>The open time of the day to be judged; empty when there is none, or it is not over yet.</summary>
    private static (DateTimeOffset From, DateTimeOffset To) Day(StoreView view, bool isRunning)
    {
        if (isRunning)
        {
            return (view.Day.Start, view.Day.End);
        }

        DateTimeOffset? opening = null;
        DateTimeOffset closing = default;
        foreach (var (open, close) in view.State.OpenTimes(view.Day))
        {
            opening ??= open;
            closing = close;
        }

        // A store that does not close before its day ends is judged in the day's last minutes.
        var due = closing + Grace < view.Day.End ? closing + Grace : view.Day.End - Grace;
        return opening is { } from && view.Now >= due ? (from, closing) : default;
    }
}
