using System.Globalization;
using RetailOrleans.Calendar;

namespace RetailOrleans.Grains.Tests.Rollups;

/// <summary>
/// The hours of a store by the definitions of the metrics, slow and obvious: every reading is looked at for every hour, every slot for
/// every mean. Written from the definitions, not from the product.
/// </summary>
internal static class ReferenceRollup
{
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);

    // Which of a reading's counts, from 0, are what.
    private static readonly int[] Entered = [0, 5];
    private static readonly int[] Left = [1, 4];
    private static readonly int[] Passed = [2, 3];

    /// <param name="calendar">The store's.</param>
    /// <param name="sensors">What is stored of each, in the end.</param>
    /// <param name="first">First day.</param>
    /// <param name="last">Last day.</param>
    /// <param name="factors">By sensor, of its lines 1 to 4; a sensor without has none.</param>
    public static List<string> Rows(
        StoreCalendar calendar, IReadOnlyDictionary<int, List<ReferenceReading>> sensors, DateOnly first, DateOnly last,
        IReadOnlyDictionary<int, decimal[]>? factors = null)
    {
        var rows = new List<string>();
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            var day = calendar.Day(date);
            foreach (var (key, readings) in sensors)
            {
                rows.AddRange(Hours(calendar, day, key, [(readings, factors?.GetValueOrDefault(key))]));
            }

            rows.AddRange(Hours(calendar, day, 0, [.. sensors.Select(sensor => (sensor.Value, factors?.GetValueOrDefault(sensor.Key)))]));
        }

        return rows;
    }

    public static string Row(
        int key, DateTimeOffset hour, long entries, long exits, long passing, IEnumerable<(string Line, long Count)> lines, double average, int peak,
        DateTimeOffset? peakAt, double drift, int covered) => string.Create(
        CultureInfo.InvariantCulture,
        $"{hour:yyyy-MM-dd HH:mm} key {key}: {entries} {exits} {passing} [{string.Join(' ', lines.Where(l => l.Count != 0).Select(l => $"{l.Line}={l.Count}"))}] "
        + $"mean {average:0.000000} peak {peak} {peakAt:HH:mm} drift {drift:0.000000} covered {covered}");

    /// <summary>The business days, of a store that is always open: sums of everything that belongs to the day's hours.</summary>
    public static List<string> Days(
        StoreCalendar calendar, IReadOnlyDictionary<int, List<ReferenceReading>> sensors, DateOnly first, DateOnly last,
        IReadOnlyDictionary<int, decimal[]>? factors = null)
    {
        var all = sensors.Values.SelectMany(readings => readings).ToArray();
        var rows = new List<string>();
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            var day = calendar.Day(date);
            if (!all.Any(r => r.Start < day.End && r.End > day.Start))
            {
                continue;
            }

            long Total(int[] counts, LocalHour hour) => sensors.Sum(sensor => Value(calendar, day, hour, sensor.Value, factors?.GetValueOrDefault(sensor.Key), counts));
            var entries = day.Hours.Select(hour => Total(Entered, hour)).ToArray();
            var touched = day.Hours.Where(hour => all.Any(r => r.Start < hour.End && r.End > hour.Start)).ToArray();
            var peakHour = touched.MaxBy(hour => Total(Entered, hour));
            rows.Add(DayRow(
                date, entries.Sum(), day.Hours.Sum(hour => Total(Left, hour)), day.Hours.Sum(hour => Total(Passed, hour)), entries.Sum(),
                peakHour.Start, (int)touched.Sum(hour => (hour.End - hour.Start).TotalMinutes),
                (int)all.Sum(r => Math.Max(0, (Min(r.End, day.End) - Max(r.Start, day.Start)).TotalSeconds))));
        }

        return rows;
    }

    public static string DayRow(DateOnly date, long entries, long exits, long passing, long business, DateTimeOffset peakHour, int minutes, int covered) =>
        string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}: {entries} {exits} {passing} open {business} peak {peakHour:HH:mm} of {minutes} min covered {covered}");

    private static IEnumerable<string> Hours(
        StoreCalendar calendar, BusinessDay day, int key, IReadOnlyList<(List<ReferenceReading> Readings, decimal[]? Factors)> sensors)
    {
        var all = sensors.SelectMany(sensor => sensor.Readings).ToArray();
        var slots = Enumerable.Range(0, (int)((day.End - day.Start) / Slot)).ToArray();
        var flows = all.Select(reading => Flow(reading, day.Start)).ToArray();
        var sums = slots.Select(slot => slots.Take(slot + 1).Sum(s => flows.Sum(flow => flow.GetValueOrDefault(s)))).ToArray();
        var observed = all.Where(r => r.ObservedUntil > day.Start && r.Start < day.End).Select(r => r.ObservedUntil).DefaultIfEmpty(day.Start).Max();
        foreach (var hour in day.Hours)
        {
            if (!all.Any(r => r.Start < hour.End && r.End > hour.Start))
            {
                continue;
            }

            var own = slots.Where(slot => day.Start + (Slot * (slot + 1)) > hour.Start && day.Start + (Slot * slot) < hour.End).ToArray();
            var seen = own.Where((slot, place) => place == 0 || day.Start + (Slot * slot) < observed).ToArray();
            var present = seen.Select(slot => sums[slot] + Floor(sums, slot)).ToArray();
            var peak = (int)Math.Floor((present.Max() / 1_000_000m) + 0.5m);
            var covered = (int)all.Sum(r => Math.Max(0, (Min(r.End, hour.End) - Max(r.Start, hour.Start)).TotalSeconds));
            long Total(params int[] counts) => sensors.Sum(sensor => Value(calendar, day, hour, sensor.Readings, sensor.Factors, counts));
            yield return Row(
                key, hour.Start, Total(Entered), Total(Left), Total(Passed),
                new[] { 1, 2, 3 }.Select(line => ($"line{line}", Total((line * 2) - 2) + Total((line * 2) - 1))),
                present.Average(p => p / 1_000_000.0), peak, peak > 0 ? day.Start + (Slot * seen[Array.IndexOf(present, present.Max())]) : null,
                (Floor(sums, own[^1]) - Floor(sums, own[0] - 1)) / 1_000_000.0, covered);
        }
    }

    /// <summary>
    /// What a sensor counted in an hour: people who crossed together are shared together. With factors, each line's way by itself: what its
    /// calibrated sum since the day's start is more than at the end of the hour before.
    /// </summary>
    private static long Value(StoreCalendar calendar, BusinessDay day, LocalHour hour, List<ReferenceReading> readings, decimal[]? factors, int[] counts)
    {
        if (factors is null)
        {
            return readings.Sum(r => Share(r, counts.Sum(count => r.Counts[count]), hour, HoursOf(r, calendar)));
        }

        long UpTo(int count, Func<LocalHour, bool> within) => (long)Math.Floor(
            (factors[count / 2] * day.Hours.Where(within).Sum(h => readings.Sum(r => Share(r, r.Counts[count], h, HoursOf(r, calendar))))) + 0.5m);
        return counts.Sum(count => UpTo(count, h => h.Start <= hour.Start) - UpTo(count, h => h.Start < hour.Start));
    }

    /// <summary>How far the floor at zero has lifted the running sum by the end of a slot: −min(0, lowest S so far).</summary>
    private static long Floor(long[] sums, int slot) => sums.Take(slot + 1).Select(sum => -sum).Append(0).Max();

    /// <summary>A reading's net flow by slot of a day's grid, which goes on beyond the day on both sides.</summary>
    private static Dictionary<int, long> Flow(ReferenceReading reading, DateTimeOffset origin)
    {
        var until = reading.ObservedUntil > reading.Start ? reading.ObservedUntil : reading.Start.AddMilliseconds(1);
        var first = (int)Math.Floor((reading.Start - origin) / Slot);
        var last = (int)Math.Floor((until.AddMilliseconds(-1) - origin) / Slot);
        var slots = Enumerable.Range(first, last - first + 1).ToArray();
        var parts = Parts(
            (reading.Entries - reading.Exits) * 1_000_000L,
            [.. slots.Select(slot => (long)(Min(until, origin + (Slot * (slot + 1))) - Max(reading.Start, origin + (Slot * slot))).TotalMilliseconds)]);
        return slots.Zip(parts).ToDictionary();
    }

    private static List<LocalHour> HoursOf(ReferenceReading reading, StoreCalendar calendar)
    {
        var hours = new List<LocalHour>();
        for (var at = reading.Start; at < reading.End; at = at.AddMinutes(1))
        {
            if (hours.Count == 0 || !hours[^1].Contains(at))
            {
                hours.Add(calendar.HourOf(at));
            }
        }

        return hours;
    }

    /// <summary>A reading's part of one hour: all of it in the hour of its start, or, longer than an hour, evenly over the hours it covers.</summary>
    private static long Share(ReferenceReading reading, int count, LocalHour hour, List<LocalHour> hours)
    {
        if (reading.Seconds <= 3600)
        {
            return hour.Contains(reading.Start) ? count : 0;
        }

        var place = hours.IndexOf(hour);
        return place < 0 ? 0 : Parts(count, [.. hours.Select(h => (long)(Min(reading.End, h.End) - Max(reading.Start, h.Start)).TotalSeconds)])[place];
    }

    /// <summary>Largest remainder, the earlier of equals first; less than nothing is split as its opposite.</summary>
    private static long[] Parts(long amount, long[] weights)
    {
        var shares = weights.Select(weight => (decimal)Math.Abs(amount) * weight / weights.Sum()).ToArray();
        var parts = shares.Select(share => (long)Math.Floor(share)).ToArray();
        var left = (int)(Math.Abs(amount) - parts.Sum());
        foreach (var index in Enumerable.Range(0, weights.Length).OrderByDescending(i => Math.Round(shares[i] - parts[i], 15)).ThenBy(i => i).Take(left))
        {
            parts[index]++;
        }

        return [.. parts.Select(part => Math.Sign(amount) * part)];
    }

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
