using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>A sensor's stored readings of a stretch of time, each kind by start, and the newest of each kind.</summary>
public sealed class SensorReadings
{
    private readonly IReadOnlyList<ReadingRow>[] _rows;
    private readonly ReadingRow?[] _latest;

    private SensorReadings(int sensorKey, IReadOnlyList<ReadingRow>[] rows, ReadingRow?[] latest)
    {
        SensorKey = sensorKey;
        _rows = rows;
        _latest = latest;
    }

    public int SensorKey { get; }

    public IReadOnlyList<ReadingRow> Of(ReadingKind kind) => _rows[(int)kind];

    /// <summary>The newest of a kind, of any day within <see cref="ReadingQueries.LatestHorizon"/>; null when there is none or it was not asked for.</summary>
    public ReadingRow? Latest(ReadingKind kind) => _latest[(int)kind];

    /// <summary>When the last of them was received, within a second; null when there are none.</summary>
    public DateTimeOffset? LastReceivedAt
    {
        get
        {
            DateTime? last = null;
            foreach (var row in _rows.SelectMany(rows => rows).Concat(_latest.OfType<ReadingRow>()))
            {
                last = last > row.ReceivedAt ? last : row.ReceivedAt;
            }

            return last;
        }
    }

    internal sealed class Builder(int sensorKey)
    {
        private readonly List<ReadingRow>[] _rows = [[], [], [], []];
        private readonly ReadingRow?[] _latest = new ReadingRow?[4];

        public List<ReadingRow> Rows(ReadingKind kind) => _rows[(int)kind];

        public void SetLatest(ReadingKind kind, ReadingRow row) => _latest[(int)kind] = row;

        public SensorReadings Build() => new(sensorKey, [.. _rows], _latest);
    }
}
