using RetailOrleans.Calendar;
using RetailOrleans.Grains.Counting;
using RetailOrleans.Grains.Interfaces.Settings;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Grains.Rollups;

/// <summary>
/// What the rest of a business day is made with instead of the hours before it: a day is then rolled up at the cost of its last hours, not of
/// all. What comes out is the same, to the row.
/// </summary>
internal sealed class DayCarry
{
    private readonly Dictionary<int, List<CarriedHour>> _hours;

    private DayCarry(BusinessDay day, int first, CarriedHours hours)
    {
        var start = day.Hours[first].Start;
        First = first;
        _hours = hours.Rows.Where(row => row.Start < start).GroupBy(row => row.SensorKey).ToDictionary(rows => rows.Key, rows => rows.ToList());
        StoreRows = [.. hours.StoreRows.Where(row => row.HourStart < start)];
    }

    /// <summary>The place of the first hour that is made.</summary>
    public int First { get; }

    /// <summary>The store's hours before it.</summary>
    public IReadOnlyList<HourRow> StoreRows { get; }

    /// <summary>Entries of the hours before it while the store was open.</summary>
    public long OpenEntries => Rows(HourRow.Store).Sum(row => row.Carry!.Value.OpenEntries);

    /// <summary>Where the first of what changed lies; null when all of the day is owed.</summary>
    public static DateTimeOffset? FirstDirty(BusinessDay day, IReadOnlyCollection<DirtyRange> marks)
    {
        var from = marks.Min(mark => mark.From);
        return marks.Any(mark => mark.SensorKey is null) || from < day.Hours[0].End ? null : day.Hours[day.HourIndexOf(from)].Start;
    }

    /// <summary>
    /// How much of a day has to be made when readings changed in it. From the hour before the first changed one on, as a sensor's last hour is
    /// seen to its end only when there is something behind it. Null when there is no way around the whole day.
    /// </summary>
    /// <param name="day">The day.</param>
    /// <param name="hours">Those before the first that changed.</param>
    /// <param name="sensors">The store's.</param>
    /// <param name="marks">What changed in the day.</param>
    public static DayCarry? Find(BusinessDay day, CarriedHours hours, IReadOnlyCollection<SensorSettings> sensors, IReadOnlyCollection<DirtyRange> marks)
    {
        if (sensors.Any(sensor => LineRules.Of(sensor.Config).IsCalibrated))
        {
            return null;
        }

        // What was counted before a sensor was known decides what is expected of it all day.
        var createdAt = sensors.ToDictionary(sensor => sensor.SensorKey, sensor => sensor.CreatedAt);
        if (hours.Rows.Any(row => row.Carry is null || (createdAt.TryGetValue(row.SensorKey, out var known) && row.End <= known)))
        {
            return null;
        }

        var changed = marks.GroupBy(mark => mark.SensorKey!.Value).ToDictionary(same => same.Key, same => same.Min(mark => mark.From));
        var start = changed.Values.Min();
        foreach (var row in hours.Rows.GroupBy(row => row.SensorKey))
        {
            var from = row.Key == HourRow.Store ? changed.Values.Min() : changed.GetValueOrDefault(row.Key, DateTimeOffset.MaxValue);
            if (from < DateTimeOffset.MaxValue && row.Where(hour => hour.End <= from).Select(hour => (DateTimeOffset?)hour.Start).Max() is { } last && last < start)
            {
                start = last;
            }
        }

        var first = day.HourIndexOf(start);
        var isOnGrid = (day.Hours[first].Start - day.Start).Ticks % BusinessDay.SlotLength.Ticks == 0;
        return first == 0 || !isOnGrid ? null : new DayCarry(day, first, hours);
    }

    /// <summary>Whether a sensor counted something before.</summary>
    public bool HasRows(int sensorKey) => _hours.ContainsKey(sensorKey);

    /// <summary>Millionths of a person present when the first hour begins, by a sensor alone or in the store.</summary>
    public long Occupancy(int sensorKey) => Rows(sensorKey) is [.., var last] ? last.Carry!.Value.Occupancy : 0;

    /// <summary>What was expected of a sensor in an hour before, as its row has it; null where it has none.</summary>
    public int? ExpectedSeconds(int sensorKey, DateTimeOffset hour)
    {
        foreach (var row in Rows(sensorKey))
        {
            if (row.Start == hour)
            {
                return row.ExpectedSeconds;
            }
        }

        return null;
    }

    private List<CarriedHour> Rows(int sensorKey) => _hours.GetValueOrDefault(sensorKey, []);
}
