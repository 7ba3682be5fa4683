using RetailOrleans.Grains.Counting;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>
/// What a rule sees in a store: a function of the store's state and the clock. A subject that is not observed is gone, or its alarm is
/// over; one that nothing can be said about is observed as unknown.
/// </summary>
internal static class AlertObserver
{
    /// <summary>Without a limit of its own a rule waits so long for readings: an hourly camera is allowed to miss one.</summary>
    private static readonly TimeSpan NoData = TimeSpan.FromHours(2);

    public static void Observe(AlertRule rule, StoreView view, List<Observation> into)
    {
        switch (rule.Type)
        {
            case AlertRuleType.Occupancy:
                into.Add(Occupancy(rule.Condition, view));
                break;
            case AlertRuleType.Metric:
                into.Add(PeriodObserver.Observe(rule.Condition, view));
                break;
            case AlertRuleType.Anomaly:
                into.Add(AnomalyObserver.Observe(rule.Condition, view));
                break;
            case AlertRuleType.SensorOffline:
                Offline(rule, view, into);
                break;
            default:
                foreach (var sensor in view.State.Sensors)
                {
                    if (sensor.IsActive && (rule.SensorId is null || rule.SensorId == sensor.SensorId))
                    {
                        Observe(rule, sensor, view, into);
                    }
                }

                break;
        }
    }

    private static void Observe(AlertRule rule, SensorSnapshot sensor, StoreView view, List<Observation> into)
    {
        switch (rule.Type)
        {
            case AlertRuleType.NoData:
                into.Add(WithoutData(rule.Condition, sensor, view));
                break;
            case AlertRuleType.Clock:
                var seconds = sensor.ClockOffset is { } offset ? Math.Round(Math.Abs(offset.TotalSeconds), 1) : (double?)null;
                into.Add(new Observation(AlertSubject.Sensor(sensor.SensorId), AlertEvaluator.Judge(rule.Condition, seconds), seconds, view.Now));
                break;
            case AlertRuleType.Region when sensor.Day == view.Day.Date:
                foreach (var region in sensor.Regions)
                {
                    var key = LineKeys.Regions[region.Region - 1];
                    if (rule.Condition.Metric is null || rule.Condition.Metric == key)
                    {
                        into.Add(new Observation(
                            new AlertSubject(sensor.SensorId, key), AlertEvaluator.Judge(rule.Condition, region.Count), region.Count, view.Now));
                    }
                }

                break;
            case AlertRuleType.DeviceAlarm:
                foreach (var alarm in sensor.Alarms)
                {
                    if (rule.Condition.Metric is null || rule.Condition.Metric == alarm.Name)
                    {
                        into.Add(new Observation(new AlertSubject(sensor.SensorId, alarm.Name), Verdict.Breach, null, view.Now));
                    }
                }

                break;
        }
    }

    private static Observation Occupancy(AlertCondition condition, StoreView view)
    {
        // Nobody has counted today: that is no crowd, and it is no empty store either.
        var isBlind = !(view.Live.LastReadingAt >= view.Day.Start);
        double? number = isBlind && condition.Operator is AlertComparison.Below or AlertComparison.AtMost ? null
            : condition.Metric == "utilization" ? view.Live.Occupancy / (double?)view.Live.Capacity
            : view.Live.Occupancy;
        var verdict = condition.Metric == "utilization" && view.Live.Capacity is null ? Verdict.Clear : AlertEvaluator.Judge(condition, number);
        return new Observation(AlertSubject.Store, verdict, number, view.Now);
    }

    /// <summary>
    /// Sensors that are offline. More than half of a store's sensors, at least two, are one alert about the store; then none of them has
    /// one of its own.
    /// </summary>
    private static void Offline(AlertRule rule, StoreView view, List<Observation> into)
    {
        int active = 0, offline = 0;
        foreach (var sensor in view.State.Sensors)
        {
            if (!sensor.IsActive || (rule.SensorId is { } only && only != sensor.SensorId))
            {
                continue;
            }

            var observation = Offline(rule.Condition, sensor, view);
            active++;
            offline += observation.Verdict == Verdict.Breach ? 1 : 0;
            into.Add(observation);
        }

        if (rule.SensorId is not null)
        {
            return;
        }

        var isStore = offline >= 2 && offline * 2 > active;
        for (var i = 0; isStore && i < into.Count; i++)
        {
            into[i] = into[i].Verdict == Verdict.Breach ? into[i] with { Verdict = Verdict.Clear } : into[i];
        }

        into.Add(new Observation(AlertSubject.Store, isStore ? Verdict.Breach : Verdict.Clear, offline, view.Now));
    }

    private static Observation Offline(AlertCondition condition, SensorSnapshot sensor, StoreView view)
    {
        var minutes = Math.Round((view.Now - (sensor.LastSeenAt ?? sensor.CreatedAt)).TotalMinutes, 1);
        var verdict = condition.Value is null
            ? HealthRule.Of(sensor, view.Now) switch
            {
                SensorHealth.Error => Verdict.Breach,
                SensorHealth.Unknown => Verdict.Unknown,
                _ => Verdict.Clear,
            }
            : AlertEvaluator.Judge(condition, minutes);
        return new Observation(AlertSubject.Sensor(sensor.SensorId), Heard(verdict, sensor, view), minutes, view.Now);
    }

    private static Observation WithoutData(AlertCondition condition, SensorSnapshot sensor, StoreView view)
    {
        if (view.State.OpenSince(view.Now) is not { } opened)
        {
            return new Observation(AlertSubject.Sensor(sensor.SensorId), Verdict.Unknown, null, view.Now);
        }

        var since = sensor.LastReadingAt ?? sensor.CreatedAt;
        var minutes = Math.Round((view.Now - (since > opened ? since : opened)).TotalMinutes, 1);
        var verdict = condition.Value is not null ? AlertEvaluator.Judge(condition, minutes)
            : minutes > NoData.TotalMinutes ? Verdict.Breach : Verdict.Clear;
        return new Observation(AlertSubject.Sensor(sensor.SensorId), Heard(verdict, sensor, view), minutes, view.Now);
    }

    /// <summary>After we were away, a sensor has the time to come that a healthy one takes.</summary>
    private static Verdict Heard(Verdict verdict, SensorSnapshot sensor, StoreView view) =>
        verdict == Verdict.Breach && view.Now < view.ListeningSince + HealthRule.HealthyFor(sensor.Interval) ? Verdict.Unknown : verdict;
}
