namespace RetailOrleans.Grains.Counting;

/// <summary>
/// People present over a business day, made of the day's net flow per slot: S is the running sum and occupancy is S − min(0, lowest S
/// so far), which floors at zero without losing later flow. From a baseline on it begins anew: the baseline + the net flow since. Live state
/// and rollups both use this and nothing else.
/// </summary>
public sealed class OccupancyCurve
{
    private const long SlotMilliseconds = 5 * 60 * 1000;

    private readonly long[] _occupancy;
    private readonly long[] _floor;

    private OccupancyCurve(long[] occupancy, long[] floor)
    {
        _occupancy = occupancy;
        _floor = floor;
    }

    /// <summary>The curve over <paramref name="slots"/> slots; flow beyond the given ones is zero.</summary>
    /// <param name="flow">Millionths of a person per slot, from the start of the day.</param>
    /// <param name="slots">How many slots the curve covers.</param>
    /// <param name="baselines">What was set by hand, in order, at most one a slot. Of its slot's flow the part after it counts, as if it came evenly.</param>
    /// <param name="from">The slot that it begins at; nobody is there before it.</param>
    /// <param name="carried">Millionths of a person present when it begins.</param>
    public static OccupancyCurve Of(
        ReadOnlySpan<long> flow, int slots, ReadOnlySpan<SlotBaseline> baselines = default, int from = 0, long carried = 0)
    {
        var occupancy = new long[slots];
        var floor = new long[slots];
        long sum = carried, lowest = 0, absorbed = 0;
        var next = 0;
        while (next < baselines.Length && baselines[next].Slot < from)
        {
            next++;
        }

        for (var slot = from; slot < slots; slot++)
        {
            var net = slot < flow.Length ? flow[slot] : 0;
            if (next < baselines.Length && baselines[next].Slot == slot)
            {
                (sum, absorbed, lowest) = (baselines[next].People * SlotFlow.Person, absorbed - lowest, 0);
                net = net * baselines[next].RestMilliseconds / SlotMilliseconds;
                next++;
            }

            sum += net;
            lowest = Math.Min(lowest, sum);
            occupancy[slot] = sum - lowest;
            floor[slot] = absorbed - lowest;
        }

        return new OccupancyCurve(occupancy, floor);
    }

    public int Slots => _occupancy.Length;

    /// <summary>People at the end of a slot; before the first slot nobody is there.</summary>
    public double At(int slot) => slot < 0 ? 0 : ToPeople(_occupancy[slot]);

    /// <summary>Millionths of a person at the end of a slot: what a curve that begins behind it carries.</summary>
    public long MillionthsAt(int slot) => _occupancy[slot];

    /// <summary>Rounded half up, as it is shown.</summary>
    public int PeopleAt(int slot) => slot < 0 ? 0 : Rounded(_occupancy[slot]);

    /// <summary>The time-weighted mean over slots [first, end); 0 for none.</summary>
    public double Mean(int first, int end)
    {
        long sum = 0;
        for (var slot = first; slot < end; slot++)
        {
            sum += _occupancy[slot];
        }

        return end > first ? sum / (double)(end - first) / SlotFlow.Person : 0;
    }

    /// <summary>The highest occupancy over slots [first, end) and the first slot that has it; (0, −1) for none.</summary>
    public (int People, int Slot) Peak(int first, int end)
    {
        var peak = -1;
        for (var slot = first; slot < end; slot++)
        {
            if (peak < 0 || _occupancy[slot] > _occupancy[peak])
            {
                peak = slot;
            }
        }

        return peak < 0 ? (0, -1) : (Rounded(_occupancy[peak]), peak);
    }

    /// <summary>People that the floor at zero absorbed within slots [first, end): a sign of miscounting.</summary>
    public double Drift(int first, int end) =>
        end <= first ? 0 : ToPeople(_floor[end - 1] - (first == 0 ? 0 : _floor[first - 1]));

    private static double ToPeople(long millionths) => millionths / (double)SlotFlow.Person;

    private static int Rounded(long millionths) => (int)((millionths + (SlotFlow.Person / 2)) / SlotFlow.Person);
}
