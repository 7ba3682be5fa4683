namespace RetailOrleans.Grains.Counting;

/// <summary>What a reading's lines add up to under the rules. Persons.</summary>
public readonly record struct Crossings(long Entries, long Exits, long Passing)
{
    public long NetFlow => Entries - Exits;

    /// <summary>Adds up counts in the order line 1 in, line 1 out, line 2 in, …</summary>
    public static Crossings Of(ReadOnlySpan<int> counts, LineRules rules)
    {
        long entries = 0, exits = 0, passing = 0;
        for (var i = 0; i < counts.Length; i += 2)
        {
            var rule = rules[i / 2];
            long entered = counts[i], left = i + 1 < counts.Length ? counts[i + 1] : 0;
            if (rule.Invert)
            {
                (entered, left) = (left, entered);
            }

            if (rule.IsDoor)
            {
                entries += entered;
                exits += left;
            }
            else if (rule.Type == Interfaces.Settings.LineType.Passing)
            {
                passing += entered + left;
            }
        }

        return new Crossings(entries, exits, passing);
    }
}
