using RetailOrleans.Calendar;

namespace RetailOrleans.Grains.Counting;

/// <summary>
/// Which local hours of a business day a bucket's counts belong to: the hour of its start, or, when it is longer than an hour, evenly
/// over the hours it covers (largest remainder, so that the sum stays exact).
/// </summary>
public static class HourShares
{
    /// <summary>
    /// Calls <paramref name="add"/> with each hour of <paramref name="day"/> (its place there) and its part of <paramref name="count"/>.
    /// What falls into other days is left out; they get it from the same split, so nothing is lost or doubled at the day's ends.
    /// </summary>
    public static void Split(long count, DateTimeOffset start, DateTimeOffset end, BusinessDay day, StoreCalendar calendar, Action<int, long> add)
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

        var hours = new List<LocalHour>();
        for (var instant = start; instant < end; instant = hours[^1].End)
        {
            hours.Add(calendar.HourOf(instant));
        }

        Span<long> weights = stackalloc long[hours.Count];
        Span<long> parts = stackalloc long[hours.Count];
        for (var i = 0; i < hours.Count; i++)
        {
            var first = start > hours[i].Start ? start : hours[i].Start;
            var last = end < hours[i].End ? end : hours[i].End;
            weights[i] = (long)(last - first).TotalMilliseconds;
        }

        LargestRemainder.Split(count, weights, parts);
        for (var i = 0; i < hours.Count; i++)
        {
            if (parts[i] != 0 && day.Contains(hours[i].Start))
            {
                add(day.HourIndexOf(hours[i].Start), parts[i]);
            }
        }
    }
}
