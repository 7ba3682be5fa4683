using RetailOrleans.Grains.Interfaces.Readings;

namespace RetailOrleans.Storage.Readings;

/// <summary>One sensor's pictures, summed up cell by cell.</summary>
internal sealed class HeatSum(int sensorKey, int width, int height)
{
    private readonly long[] _cells = new long[width * height];
    private DateTimeOffset _from = DateTimeOffset.MaxValue;
    private DateTimeOffset _to = DateTimeOffset.MinValue;

    public int SensorKey => sensorKey;

    public bool Fits(int otherWidth, int otherHeight) => (otherWidth, otherHeight) == (width, height);

    public void Add(DateTimeOffset start, DateTimeOffset end, ReadOnlySpan<int> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _cells[i] += values[i];
        }

        _from = start < _from ? start : _from;
        _to = end > _to ? end : _to;
    }

    public void AddTo(IDictionary<int, SpaceHeatmap> sums) =>
        sums[sensorKey] = new SpaceHeatmap(_from, _to, width, height, [.. _cells.Select(cell => (int)Math.Min(cell, int.MaxValue))]);
}
