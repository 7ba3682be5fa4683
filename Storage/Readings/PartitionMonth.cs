using System.Globalization;

namespace RetailOrleans.Storage.Readings;

/// <summary>A UTC month of readings: one partition of each kind's table.</summary>
internal readonly record struct PartitionMonth : IComparable<PartitionMonth>
{
    private readonly int _index;

    private PartitionMonth(int index) => _index = index;

    public static PartitionMonth Of(DateTime instant) => new((instant.Year * 12) + instant.Month - 1);

    public DateTime Start => new(_index / 12, (_index % 12) + 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public PartitionMonth Previous => new(_index - 1);

    public PartitionMonth Next => new(_index + 1);

    /// <summary>The partition of a kind's table, as the function ensure_reading_partitions names it.</summary>
    public string PartitionOf(string table) => string.Create(CultureInfo.InvariantCulture, $"{table}_{Start:yyyy_MM}");

    public int CompareTo(PartitionMonth other) => _index.CompareTo(other._index);
}
