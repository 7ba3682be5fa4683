using RetailOrleans.Calendar;

namespace RetailOrleans.Grains.Counting;

/// <summary>
/// Which local hours of a business day a bucket's counts belong to: the hour of its start, or, when it is longer than an hour, evenly
/// over the hours it covers (largest remainder, so that the sum stays exact).
/// </summary>
public static class HourShares
{
    /// <summary>Calls <paramref name="add"/> with each hour (its place in the day) and its part of <paramref name="count"/>; parts outside the day are left out.</summary>
    public static void Split(long count, DateTimeOffset start, DateTimeOffset end, BusinessDay day, Action<int, long> add)
    {
        if (count == 0)
        {
            return;
        }

        if (end - start <= TimeSpan.FromHours(1))
        {
            if (day.Contains(start))
            {
                add(day.HourIndexOf(start), count);
            }

            return;
        }

        // Weights: the part before the day, each hour of the day, the part after it.
        var hours = day.Hours.Length;
        Span<long> weights = stackalloc long[hours + 2];
        Span<long> parts = stackalloc long[hours + 2];
        weights[0] = Overlap(start, end, DateTimeOffset.MinValue, day.Start);
        for (var hour = 0; hour < hours; hour++)
        {
            weights[hour + 1] = Overlap(start, end, day.Hours[hour].Start, day.Hours[hour].End);
        }

        weights[hours + 1] = Overlap(start, end, day.End, DateTimeOffset.MaxValue);
        LargestRemainder.Split(count, weights, parts);
        for (var hour = 0; hour < hours; hour++)
        {
            if (parts[hour + 1] != 0)
            {
                add(hour, parts[hour + 1]);
            }
        }
    }

    private static long Overlap(DateTimeOffset start, DateTimeOffset end, DateTimeOffset from, DateTimeOffset to)
    {
        var first = start > from ? start : from;
        var last = end < to ? end : to;
        return last > first ? (long)(last - first).TotalSeconds : 0;
    }
}
