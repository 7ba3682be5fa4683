using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Storage.Live;

/// <summary>What a sensor's counts and regional counts of one day come to: alike when all of them were seen, and as they are now.</summary>
/// <param name="Rows">How many begin on the day.</param>
/// <param name="Counts">The sum of all their numbers.</param>
/// <param name="Seconds">The sum of their lengths and of their ages at receipt, which a correction changes also where the sum of the numbers stays.</param>
public readonly record struct DayTally(long Rows, long Counts, long Seconds)
{
    /// <summary>With a row more, or without it: <paramref name="sign"/> -1.</summary>
    public DayTally With(in ReadingRow row, int sign)
    {
        long counts = 0;
        foreach (var count in row.Counts)
        {
            counts += count;
        }

        return new(Rows + sign, Counts + (sign * counts), Seconds + (sign * ((long)row.DurationSeconds + row.ReceivedAfterSeconds)));
    }
}
