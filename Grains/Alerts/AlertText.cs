using System.Globalization;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>What an alert says to people.</summary>
internal static class AlertText
{
    public static (string Title, string Message) Of(AlertRule rule, AlertSubject subject, StoreView view, double? value)
    {
        var store = view.State.Settings.Name;
        var sensor = subject.SensorId is { } id ? view.NameOf(id) : store;
        var number = Number(value);
        var title = rule.Type switch
        {
            AlertRuleType.Occupancy when rule.Condition.Metric == "utilization" => $"{store} is {Percent(value)} full",
            AlertRuleType.Occupancy => $"{store}: {number} people inside",
            AlertRuleType.Metric => $"{store}: {MetricName(rule.Condition.Metric!)} {Shown(rule.Condition, value)} in the {rule.Condition.Period.NameOf()}",
            AlertRuleType.Region => $"{sensor}: {number} in {RegionName(subject, view)}",
            AlertRuleType.SensorOffline when subject.SensorId is null => $"{store}: {number} of {view.Sensors.Count()} sensors are offline",
            AlertRuleType.SensorOffline => $"{sensor} is offline",
            AlertRuleType.NoData => $"{sensor} has sent no data for {number} minutes",
            AlertRuleType.Clock => $"The clock of {sensor} is off by {number} seconds",
            AlertRuleType.Anomaly => Unusual(rule.Condition, view).Title,
            _ => $"{sensor} raises the alarm {subject.Part}",
        };
        var message = rule.Type switch
        {
            AlertRuleType.SensorOffline when subject.SensorId is null => $"{title}. Look for a common cause: power, network, uplink of the store.",
            AlertRuleType.SensorOffline => $"{sensor} in {store} has not been heard of for {number} minutes.",
            AlertRuleType.NoData => $"{title} although {store} is open.",
            AlertRuleType.Anomaly => Unusual(rule.Condition, view).Message,
            AlertRuleType.Clock => $"The clock of {sensor} in {store} is {AheadOrBehind(subject, view)} by {number} seconds: its counts are shown at the wrong time. Set its time and time zone, and switch on its time server (NTP).",
            AlertRuleType.DeviceAlarm => $"{sensor} in {store} raises its own alarm {subject.Part}.",
            _ => $"{title}; the rule '{rule.Name}' is for {Limit(rule.Condition)}.",
        };
        return (title, message);
    }

    private static (string Title, string Message) Unusual(AlertCondition condition, StoreView view)
    {
        var store = view.State.Settings.Name;
        if (AnomalyObserver.Judged(condition, view) is not var (hour, entries, band))
        {
            return ($"{store} is as usual", $"{store} is as usual.");
        }

        var title = entries > band.High ? $"{store} is unusually busy" : entries < band.Low ? $"{store} is unusually quiet" : $"{store} is as usual";
        return (title, string.Create(
            CultureInfo.InvariantCulture,
            $"{title}: {entries} entries in the hour from {hour.LocalStart:HH:mm}; in the {band.Weeks} weeks before it was {Math.Ceiling(band.Low):0} to {Math.Floor(band.High):0}, mostly about {band.Median:0}."));
    }

    private static string Limit(AlertCondition condition) =>
        $"{condition.Operator!.Value.NameOf()} {Shown(condition, condition.Value)}";

    private static string Shown(AlertCondition condition, double? value) => condition.Metric switch
    {
        "utilization" or "conversion_rate" => Percent(value),
        "capture_rate" => $"{Number(value)} %",
        _ => Number(value),
    };

    private static string AheadOrBehind(AlertSubject subject, StoreView view) =>
        view.State.Sensors.FirstOrDefault(sensor => sensor.SensorId == subject.SensorId)?.ClockOffset < TimeSpan.Zero ? "behind" : "ahead";

    private static string MetricName(string metric) => metric.Replace('_', ' ');

    private static string RegionName(AlertSubject subject, StoreView view) =>
        view.State.Sensors.FirstOrDefault(sensor => sensor.SensorId == subject.SensorId)?.Regions
            .FirstOrDefault(region => $"region{region.Region}" == subject.Part)?.Name ?? subject.Part;

    private static string Number(double? value) => value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "?";

    private static string Percent(double? value) => value is { } fraction ? string.Create(CultureInfo.InvariantCulture, $"{fraction * 100:0.#} %") : "?";
}
