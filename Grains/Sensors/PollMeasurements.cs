using System.Diagnostics.Metrics;
using RetailOrleans.Grains.Interfaces.Sensors;

namespace RetailOrleans.Grains.Sensors;

/// <summary>What a silo's polling counts, by lane and outcome: never by sensor.</summary>
public sealed class PollMeasurements
{
    /// <summary>The meter of polling.</summary>
    public const string MeterName = "RetailOrleans.Polling";

    private static readonly string[] Lanes = ["live", "failing", "catch_up"];
    private static readonly string[] Outcomes = ["ok", "failed", "credentials_refused"];
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120],
    };

    private readonly Histogram<double> _lateness;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<int> _open;
    private readonly UpDownCounter<int> _running;

    public PollMeasurements(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _lateness = meter.CreateHistogram("retail.poll.lateness", "s", "Time from a poll's due moment to the moment its device is asked", advice: Seconds);
        _duration = meter.CreateHistogram("retail.poll.duration", "s", "Time of one poll, from the first request to the last byte", advice: Seconds);
        _open = meter.CreateUpDownCounter<int>("retail.poll.circuits_open", "{sensor}", "Sensors whose device is only tried now and then");
        _running = meter.CreateUpDownCounter<int>("retail.poll.running", "{poll}", "Polls under way");
    }

    internal void Started(PollLane lane, TimeSpan late)
    {
        _running.Add(1, Lane(lane));
        if (lane != PollLane.CatchUp)
        {
            _lateness.Record(late > TimeSpan.Zero ? late.TotalSeconds : 0, Lane(lane));
        }
    }

    internal void Ended(PollLane lane, PollTrouble? trouble, TimeSpan took)
    {
        _running.Add(-1, Lane(lane));
        if (trouble is { } known)
        {
            _duration.Record(took.TotalSeconds, Lane(lane), new KeyValuePair<string, object?>("outcome", Outcomes[(int)known]));
        }
    }

    internal void Circuit(bool wasOpen, bool isOpen)
    {
        if (wasOpen != isOpen)
        {
            _open.Add(isOpen ? 1 : -1);
        }
    }

    private static KeyValuePair<string, object?> Lane(PollLane lane) => new("lane", Lanes[(int)lane]);
}
