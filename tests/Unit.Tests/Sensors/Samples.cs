using System.Collections.Immutable;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Unit.Tests.Sensors;

/// <summary>Settings and rows with what a test does not care about filled in.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    public static SensorSettings Sensor(SensorConfig? config = null, bool isActive = true, int key = 1) => new(
        Guid.Empty, new Guid(key, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0), key, StoreId, $"Sensor {key}", "127.1.0.1", 80, "milesight_people_counter", null, null,
        config ?? SensorConfig.Default, null, isActive, null, null, Noon.AddDays(-100), Noon.AddDays(-100), 1);

    public static readonly Guid StoreId = new("00000000-0000-0000-0000-00000000aaaa");

    public static StoreSettings Store(string zone = "Europe/Lisbon", int? capacity = null) => new(
        Guid.Empty, StoreId, "Store", null, null, zone, capacity, "{}", TimeOnly.MinValue, true, Noon.AddDays(-100), Noon.AddDays(-100), 1);

    public static SensorConfig Lines(params (string Key, LineConfig Config)[] lines) =>
        SensorConfig.Default with { Lines = lines.ToImmutableSortedDictionary(line => line.Key, line => line.Config, StringComparer.Ordinal) };

    public static ReadingRow Row(DateTimeOffset start, double minutes, params int[] counts) =>
        new(1, start.UtcDateTime, 0, (int)(minutes * 60), int.MaxValue, counts.AsSpan().TrimEnd(0).ToArray(), 0);

    public static SensorReadings Readings(IEnumerable<(ReadingKind Kind, ReadingRow Row)> rows, DateTimeOffset from, DateTimeOffset to, int key = 1)
    {
        var builder = new SensorReadings.Builder(key);
        foreach (var (kind, row) in rows.OrderBy(entry => entry.Row.Start))
        {
            if (row.Start >= to.UtcDateTime)
            {
                continue;
            }

            builder.SetLatest(kind, row);
            if (row.End >= from.UtcDateTime)
            {
                builder.Rows(kind).Add(row);
            }
        }

        return builder.Build();
    }
}
