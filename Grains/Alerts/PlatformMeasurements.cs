using System.Diagnostics.Metrics;
using RetailOrleans.Grains.Interfaces.Alerts;

namespace RetailOrleans.Grains.Alerts;

/// <summary>How the platform stands, as this silo sees it.</summary>
public sealed class PlatformMeasurements : IDisposable
{
    private readonly Meter _meter;
    private SiloHealth _health = new("", TimeSpan.Zero, 0, 0);

    public PlatformMeasurements(IMeterFactory meters)
    {
        _meter = meters.Create(AlertMeasurements.MeterName);
        _meter.CreateObservableGauge("retail.platform.database_away", () => _health.DatabaseAwayFor.TotalSeconds, "s", "For how long the database has not answered this silo");
        _meter.CreateObservableGauge("retail.platform.writer_backlog", () => _health.WriterBacklog, "1", "How much of this silo's queue of readings is taken, from 0 to 1");
        _meter.CreateObservableGauge("retail.platform.silos_lost", () => _health.SilosLost, "{silo}", "Silos of the cluster that died and were not replaced");
    }

    internal void Stand(SiloHealth health) => _health = health;

    public void Dispose() => _meter.Dispose();
}
