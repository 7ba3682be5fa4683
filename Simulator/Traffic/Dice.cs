namespace RetailOrleans.Simulator.Traffic;

/// <summary>
/// Pseudo-random numbers that are the same on every machine and runtime for the same key (splitmix64; the platform's Random promises that
/// for no seeded algorithm).
/// </summary>
internal struct Dice
{
    private ulong _state;

    public Dice(params ReadOnlySpan<long> key)
    {
        foreach (var part in key)
        {
            _state = Mix(_state + unchecked((ulong)part * 0x9E3779B97F4A7C15UL) + 0x632BE59BD9B4E019UL);
        }
    }

    public ulong Next()
    {
        _state = unchecked(_state + 0x9E3779B97F4A7C15UL);
        return Mix(_state);
    }

    /// <summary>From 0 inclusive to 1 exclusive.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + ((high - low) * Fraction());

    /// <summary>An exponentially distributed time with this mean.</summary>
    public double Wait(double mean) => -Math.Log(1 - Fraction()) * mean;

    /// <summary>An index, chosen with these weights.</summary>
    public int Choose(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var point = Fraction() * total;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            point -= weights[i];
            if (point < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
