using RetailOrleans.Calendar;
using RetailOrleans.Grains.Counting;

namespace RetailOrleans.Grains.Rollups;

/// <summary>Occupancy within one local hour, over its slots as far as they have been observed.</summary>
internal readonly struct HourOccupancy
{
    public HourOccupancy(BusinessDay day, int hour, OccupancyCurve curve, int observedSlots)
    {
        var first = day.SlotOf(day.Hours[hour].Start);
        var last = day.SlotOf(day.Hours[hour].End - TimeSpan.FromTicks(1)) + 1;

        // The hour that is still open has a mean over what has been seen of it, not over a future that looks like the present.
        var end = Math.Clamp(observedSlots, Math.Min(first + 1, last), last);
        var (people, slot) = curve.Peak(first, end);
        Mean = curve.Mean(first, end);
        Peak = people;
        PeakAt = people > 0 ? day.SlotStart(slot) : null;
        Drift = curve.Drift(first, last);
        AtEnd = curve.MillionthsAt(last - 1);
    }

    public double Mean { get; }

    public int Peak { get; }

    public DateTimeOffset? PeakAt { get; }

    public double Drift { get; }

    /// <summary>Millionths of a person at the end of the hour.</summary>
    public long AtEnd { get; }
}
