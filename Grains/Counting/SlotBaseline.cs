using RetailOrleans.Calendar;
using RetailOrleans.Storage.Baselines;

namespace RetailOrleans.Grains.Counting;

/// <summary>A baseline on a day's grid of slots.</summary>
/// <param name="Slot">The slot that its instant falls in.</param>
/// <param name="People">How many were there.</param>
/// <param name="RestMilliseconds">How much of the slot comes after the instant.</param>
public readonly record struct SlotBaseline(int Slot, int People, long RestMilliseconds)
{
    /// <summary>The baselines of a business day, in order of their instants; of two in one slot the later one holds.</summary>
    public static SlotBaseline[] Of(BusinessDay day, IEnumerable<OccupancyBaseline> baselines) =>
    [
        .. from baseline in baselines
           where day.Contains(baseline.At)
           orderby baseline.At
           let slot = day.SlotOf(baseline.At)
           group new SlotBaseline(slot, baseline.Occupancy, (long)(day.SlotStart(slot) + BusinessDay.SlotLength - baseline.At).TotalMilliseconds) by slot into same
           select same.Last(),
    ];
}
