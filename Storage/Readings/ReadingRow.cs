namespace RetailOrleans.Storage.Readings;

/// <summary>
/// One reading of any kind in the one shape that the writer compares: identity (sensor, start, sub-kind), extent, numbers.
/// </summary>
/// <param name="SensorKey">The narrow key of the sensor.</param>
/// <param name="Start">UTC.</param>
/// <param name="SubKind">Part of the identity: the regional kind; 0 for other readings.</param>
/// <param name="DurationSeconds">0 for an instant.</param>
/// <param name="ReceivedAfterSeconds">From the start to the first receipt of these numbers; negative for a clock ahead of ours.</param>
/// <param name="Counts">The numbers, without trailing zeros; empty for heat.</param>
/// <param name="Heat">The heat value; 0 for other kinds.</param>
public readonly record struct ReadingRow(
    int SensorKey, DateTime Start, int SubKind, int DurationSeconds, int ReceivedAfterSeconds, int[] Counts, double Heat)
{
    /// <summary>UTC, exclusive.</summary>
    public DateTime End => Start.AddSeconds(DurationSeconds);

    /// <summary>UTC, to the second.</summary>
    public DateTime ReceivedAt => Start.AddSeconds(ReceivedAfterSeconds);

    private const int LateSeconds = 15 * 60;

    /// <summary>
    /// How far the bucket had been observed when these numbers first came: its end, or earlier while it was still open.
    /// </summary>
    public DateTime ObservedUntil => Start.AddSeconds(Math.Clamp(ReceivedAfterSeconds, 0, DurationSeconds));

    /// <summary>
    /// Whether these numbers came late: more than a quarter of an hour after the bucket's end, and later than another bucket of its length lasts.
    /// </summary>
    public bool IsLate => ReceivedAfterSeconds > DurationSeconds + Math.Max(LateSeconds, DurationSeconds);

    /// <summary>Whether both have the same extent and numbers. When they were received does not count.</summary>
    public bool SameNumbersAs(in ReadingRow other) =>
        DurationSeconds == other.DurationSeconds && Heat.Equals(other.Heat) && Counts.AsSpan().SequenceEqual(other.Counts);
}
