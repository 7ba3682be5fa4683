using RetailOrleans.Calendar;

namespace RetailOrleans.Grains.Counting;

/// <summary>
/// The net flow of a business day on its grid of 5-minute slots, in millionths of a person: a bucket longer than a slot is spread
/// linearly over its slots. Exact: what was added can be taken back without a trace.
/// </summary>
public sealed class SlotFlow(BusinessDay day)
{
    /// <summary>One person.</summary>
    public const long Person = 1_000_000;

    private long[] _slots = [];

    /// <summary>From the day's first slot; shorter than the day where nothing came later.</summary>
    public ReadOnlySpan<long> Slots => _slots;

    /// <summary>Adds (or, with a negative amount, takes back) the net flow of a bucket that was observed from start until an instant.</summary>
    /// <param name="netFlow">Persons, entries − exits.</param>
    /// <param name="start">The bucket's start; the part before the day is left out.</param>
    /// <param name="until">How far it was observed; at or before the start puts everything into the start's slot.</param>
    public void Add(long netFlow, DateTimeOffset start, DateTimeOffset until)
    {
        if (netFlow == 0)
        {
            return;
        }

        var slotMs = (long)BusinessDay.SlotLength.TotalMilliseconds;
        var fromMs = (long)(start - day.Start).TotalMilliseconds;
        var toMs = Math.Max((long)(until - day.Start).TotalMilliseconds, fromMs + 1);
        var first = FloorDiv(fromMs, slotMs);
        var last = FloorDiv(toMs - 1, slotMs);
        if (first == last)
        {
            AddTo(first, netFlow * Person);
            return;
        }

        var count = (int)(last - first) + 1;
        Span<long> weights = count <= 512 ? stackalloc long[count] : new long[count];
        Span<long> parts = count <= 512 ? stackalloc long[count] : new long[count];
        for (var i = 0; i < count; i++)
        {
            var slotStart = (first + i) * slotMs;
            weights[i] = Math.Min(toMs, slotStart + slotMs) - Math.Max(fromMs, slotStart);
        }

        LargestRemainder.Split(netFlow * Person, weights, parts);
        for (var i = 0; i < count; i++)
        {
            AddTo(first + i, parts[i]);
        }
    }

    private void AddTo(long slot, long millionths)
    {
        if (slot < 0 || slot >= day.SlotCount)
        {
            return;
        }

        if (slot >= _slots.Length)
        {
            Array.Resize(ref _slots, (int)Math.Min(day.SlotCount, slot + 24));
        }

        _slots[slot] += millionths;
    }

    private static long FloorDiv(long value, long divisor) => value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor);
}
