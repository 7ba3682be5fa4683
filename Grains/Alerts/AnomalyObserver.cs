using RetailOrleans.Calendar;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Patterns;

namespace RetailOrleans.Grains.Alerts;

/// <summary>
/// An hour that is unlike the same hour of the weeks before. More people than usual are seen while the hour runs; fewer when it is over and
/// its readings had the time to come. The alert lasts until an hour is usual again. A store without enough weeks behind it is not judged.
/// </summary>
internal static class AnomalyObserver
{
    public static Observation Observe(AlertCondition condition, StoreView view)
    {
        if (Judged(condition, view) is not { } hour)
        {
            return new Observation(AlertSubject.Store, Verdict.Unknown, null, view.Now);
        }

        var verdict = hour.Band.Contains(hour.Entries) || IsOtherSide(condition, hour) ? Verdict.Clear : Verdict.Breach;
        return new Observation(AlertSubject.Store, verdict, hour.Entries, hour.Hour.Contains(view.Now) ? view.Now : hour.Hour.Start);
    }

    /// <summary>The hour that the rule speaks of now, and what is usual in it; null when nothing can be said.</summary>
    public static (LocalHour Hour, long Entries, ExpectedBand Band)? Judged(AlertCondition condition, StoreView view)
    {
        // What has grown above the band can't come back: the hour that runs, and the one before while late readings may still come.
        var running = view.Day.HourIndexOf(view.Now);
        for (var index = running; index > PeriodObserver.FinishedHour(view) && index >= 0; index--)
        {
            if (Of(condition, view, index) is { } hour && hour.Entries > hour.Band.High && !IsOtherSide(condition, hour))
            {
                return hour;
            }
        }

        var finished = PeriodObserver.FinishedHour(view);
        return finished >= 0 && PeriodObserver.HasCounted(view, view.Day.Hours[finished].Start) ? Of(condition, view, finished) : null;
    }

    private static (LocalHour Hour, long Entries, ExpectedBand Band)? Of(AlertCondition condition, StoreView view, int index)
    {
        var hour = view.Day.Hours[index];
        return view.Usual?.Band(hour.LocalStart, condition.Value ?? WeekPattern.DefaultCoverage) is { } band
            ? (hour, view.State.Sensors.Where(sensor => sensor.Day == view.Day.Date).Sum(sensor => (long)sensor.HourEntries[index]), band)
            : null;
    }

    /// <summary>Whether it is unusual on the side that the rule does not care for.</summary>
    private static bool IsOtherSide(AlertCondition condition, (LocalHour Hour, long Entries, ExpectedBand Band) hour) => condition.Operator switch
    {
        AlertComparison.Above or AlertComparison.AtLeast => hour.Entries < hour.Band.Low,
        AlertComparison.Below or AlertComparison.AtMost => hour.Entries > hour.Band.High,
        _ => false,
    };
}
