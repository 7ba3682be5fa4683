using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>
/// A store's numbers of an hour or a day. What only grows is compared with a lower limit while the period runs, so that it is told as soon as
/// it is crossed. Everything else is judged when the period is over and its readings had the time to come: an hour ten minutes after its
/// end, a day after the store's last closing. A period that a sensor has no readings of is not judged: missing is not zero.
/// </summary>
internal static class PeriodObserver
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public static Observation Observe(AlertCondition condition, StoreView view)
    {
        var grows = condition.Metric is "entries" or "exits" or "passing_traffic" or "peak_occupancy";
        var isRunning = grows && condition.Operator is AlertComparison.Above or AlertComparison.AtLeast;
        var (from, to) = condition.Period == AlertPeriod.Hour ? Hour(view, isRunning) : Day(view, isRunning);
        if (from == to || (!isRunning && view.Sensors.Any(sensor => sensor.Day != view.Day.Date || !(sensor.LastReadingAt >= from))))
        {
            return new Observation(AlertSubject.Store, Verdict.Unknown, null, view.Now);
        }

        var number = condition.Period == AlertPeriod.Hour
            ? OfHour(condition.Metric!, view, view.Day.HourIndexOf(from))
            : OfDay(condition.Metric!, view);
        return new Observation(AlertSubject.Store, AlertEvaluator.Judge(condition, number), number, isRunning ? view.Now : from);
    }

    /// <summary>The hour to be judged; empty when there is none yet.</summary>
    private static (DateTimeOffset From, DateTimeOffset To) Hour(StoreView view, bool isRunning)
    {
        var index = view.Day.HourIndexOf(view.Now);
        if (!isRunning)
        {
            index -= view.Now - view.Day.Hours[index].Start >= Grace ? 1 : 2;
        }

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
        foreach (var (open, close) in view.State.Hours.Intervals(view.Day, view.State.Calendar))
        {
            opening ??= open;
            closing = close;
        }

        // A store that does not close before its day ends is judged in the day's last minutes.
        var due = closing + Grace < view.Day.End ? closing + Grace : view.Day.End - Grace;
        return opening is { } from && view.Now >= due ? (from, closing) : default;
    }

    private static double OfHour(string metric, StoreView view, int hour)
    {
        var entries = Today(view).Sum(sensor => (long)sensor.HourEntries[hour]);
        return metric switch
        {
            "entries" => entries,
            "exits" => Today(view).Sum(sensor => (long)sensor.HourExits[hour]),
            "net_flow" => entries - Today(view).Sum(sensor => (long)sensor.HourExits[hour]),
            _ => view.State.PeakOccupancy(view.Day, hour, view.Now),
        };
    }

    private static double? OfDay(string metric, StoreView view) => metric switch
    {
        "entries" => view.Live.EntriesToday,
        "exits" => view.Live.ExitsToday,
        "net_flow" => view.Live.EntriesToday - view.Live.ExitsToday,
        "passing_traffic" => view.Live.PassingToday,
        "capture_rate" => view.Live.PassingToday == 0 ? null : Math.Round(100.0 * view.Live.EntriesToday / view.Live.PassingToday, 2),
        _ => view.Live.PeakOccupancy,
    };

    private static IEnumerable<SensorSnapshot> Today(StoreView view) => view.State.Sensors.Where(sensor => sensor.Day == view.Day.Date);
}
