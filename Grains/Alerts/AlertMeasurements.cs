using System.Diagnostics.Metrics;
using RetailOrleans.Storage.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>What a silo counts of alerts.</summary>
public sealed class AlertMeasurements : IDisposable
{
    /// <summary>The meter.</summary>
    public const string MeterName = "RetailOrleans.Alerts";

    private readonly Meter _meter;
    private readonly Counter<long> _steps;
    private readonly Counter<long> _refused;

    public AlertMeasurements(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _steps = _meter.CreateCounter<long>("retail.alerts.steps", "{step}", "Steps that rules took, by step and severity");
        _refused = _meter.CreateCounter<long>("retail.alerts.refused", "{alert}", "Alerts that were not raised because their organization has as many open as may be");
    }

    internal void CountRefused() => _refused.Add(1);

    internal void Count(AlertChange change) => _steps.Add(
        1, new KeyValuePair<string, object?>("step", change.Kind.ToString()), new KeyValuePair<string, object?>("severity", change.Rule.Severity.NameOf()));

    public void Dispose() => _meter.Dispose();
}
