namespace RetailOrleans.Grains.Counting;

/// <summary>Splits a whole amount by weights so that the parts are whole and add up exactly.</summary>
public static class LargestRemainder
{
    /// <summary>
    /// Each part is the floor of its share; what is left goes, one by one, to the largest remainders, the earlier of equals first.
    /// A negative amount is split as its opposite, so that taking back what was given leaves nothing.
    /// </summary>
    /// <param name="amount">What is split; its product with the largest weight must fit in 64 bits.</param>
    /// <param name="weights">Not negative, at least one of them positive.</param>
    /// <param name="parts">Receives as many parts as there are weights.</param>
    public static void Split(long amount, ReadOnlySpan<long> weights, Span<long> parts)
    {
        long total = 0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var positive = Math.Abs(amount);
        var left = positive;
        Span<long> remainders = weights.Length <= 512 ? stackalloc long[weights.Length] : new long[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            (parts[i], remainders[i]) = Math.DivRem(positive * weights[i], total);
            left -= parts[i];
        }

        // Fewer units are left than there are parts, so one sweep per unit stays small.
        for (; left > 0; left--)
        {
            var largest = 0;
            for (var i = 1; i < remainders.Length; i++)
            {
                if (remainders[i] > remainders[largest])
                {
                    largest = i;
                }
            }

            parts[largest]++;
            remainders[largest] = -1;
        }

        if (amount < 0)
        {
            for (var i = 0; i < parts.Length; i++)
            {
                parts[i] = -parts[i];
            }
        }
    }
}
