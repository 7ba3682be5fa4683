using System.Diagnostics.Metrics;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>What a silo counts of notifications, and how they stand in the whole installation.</summary>
public sealed class NotificationMeasurements : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _delay;
    private NotificationBacklog _backlog = new(0, 0, 0, TimeSpan.Zero);

    public NotificationMeasurements(IMeterFactory meters)
    {
        _meter = meters.Create(AlertMeasurements.MeterName);
        _sent = _meter.CreateCounter<long>("retail.notifications.sent", "{notification}", "Notifications that receivers took, by channel type");
        _failures = _meter.CreateCounter<long>("retail.notifications.failures", "{attempt}", "Attempts that receivers did not take, by channel type");
        _delay = _meter.CreateHistogram<double>("retail.notifications.delay", "s", "From an alert's change to the receiver's answer, by channel type", advice: new() { HistogramBucketBoundaries = [0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 1_800, 3_600, 86_400] });
        _meter.CreateObservableGauge("retail.alerts.firing", () => _backlog.Open, "{alert}", "Alerts that are raised and not over, in the whole installation");
        _meter.CreateObservableGauge("retail.notifications.waiting", () => _backlog.Waiting, "{notification}", "Notifications that wait, in the whole installation");
        _meter.CreateObservableGauge("retail.notifications.dead", () => _backlog.Dead, "{notification}", "Notifications that were given up, in the whole installation");
        _meter.CreateObservableGauge("retail.notifications.lag", () => _backlog.Lag.TotalSeconds, "s", "How long the oldest notification that is due has waited");
    }

    internal void Stand(NotificationBacklog backlog) => _backlog = backlog;

    internal void Sent(ChannelType type, Notification notification, DateTimeOffset now)
    {
        var tag = new KeyValuePair<string, object?>("type", type.NameOf());
        _sent.Add(1, tag);
        _delay.Record((now - notification.CreatedAt).TotalSeconds, tag);
    }

    internal void Failed(ChannelType type, int notifications) => _failures.Add(notifications, new KeyValuePair<string, object?>("type", type.NameOf()));

    public void Dispose() => _meter.Dispose();
}
