using System.Diagnostics.Metrics;

namespace RetailOrleans.Storage.Readings;

/// <summary>What the writer counts.</summary>
internal sealed class WriterMeasurements
{
    public WriterMeasurements(Meter meter, Func<int> waiting)
    {
        Committed = meter.CreateCounter<long>("retail.writer.readings", "{reading}", "Readings committed, by outcome");
        Refused = meter.CreateCounter<long>("retail.writer.refused", "{reading}", "Readings refused because the queue was full");
        Failures = meter.CreateCounter<long>("retail.writer.failures", "{commit}", "Commits that failed");
        CommitSeconds = meter.CreateHistogram<double>("retail.writer.commit", "s", "Time of one commit, its look-up included");
        BatchSize = meter.CreateHistogram<int>("retail.writer.batch", "{reading}", "Readings of one commit");
        meter.CreateObservableGauge("retail.writer.waiting", waiting, "{reading}", "Readings that wait for a commit");
    }

    public Counter<long> Committed { get; }

    public Counter<long> Refused { get; }

    public Counter<long> Failures { get; }

    public Histogram<double> CommitSeconds { get; }

    public Histogram<int> BatchSize { get; }
}
