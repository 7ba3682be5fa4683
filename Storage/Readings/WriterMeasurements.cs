using System.Diagnostics.Metrics;
using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>What the writer counts.</summary>
internal sealed class WriterMeasurements
{
    private readonly Counter<long> _committed;

    public WriterMeasurements(Meter meter, Func<int> waiting)
    {
        _committed = meter.CreateCounter<long>("retail.writer.readings", "{reading}", "Readings committed, by outcome");
        Refused = meter.CreateCounter<long>("retail.writer.refused", "{reading}", "Readings refused because the queue was full");
        Failures = meter.CreateCounter<long>("retail.writer.failures", "{commit}", "Commits that failed");
        CommitSeconds = meter.CreateHistogram<double>("retail.writer.commit", "s", "Time of one commit, its look-up included", advice: new() { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10] });
        BatchSize = meter.CreateHistogram<int>("retail.writer.batch", "{reading}", "Readings of one commit");
        meter.CreateObservableGauge("retail.writer.waiting", waiting, "{reading}", "Readings that wait for a commit");
    }

    public Counter<long> Refused { get; }

    public Counter<long> Failures { get; }

    public Histogram<double> CommitSeconds { get; }

    public Histogram<int> BatchSize { get; }

    /// <summary>Counts the readings of a commit.</summary>
    public void Committed(RecordTally readings)
    {
        _committed.Add(readings.Inserted, new KeyValuePair<string, object?>("outcome", "inserted"));
        _committed.Add(readings.Updated, new KeyValuePair<string, object?>("outcome", "updated"));
        _committed.Add(readings.Unchanged, new KeyValuePair<string, object?>("outcome", "unchanged"));
        BatchSize.Record(readings.Inserted + readings.Updated + readings.Unchanged);
    }
}
