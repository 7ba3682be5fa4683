using RetailOrleans.Storage.Patterns;

namespace RetailOrleans.Grains.Forecasting;

/// <summary>
/// What the years before say about a day: how the season changes, by the smoothed level 52 weeks before; and a fixed holiday, by how far the
/// same date fell out of its fortnight. All as logarithms, 0 where nobody knows.
/// </summary>
internal sealed class YearEffect(DateOnly first, double[] levels)
{
    /// <summary>A season's change of less than this can't be told from the weather of that year, and as much of a larger one may be weather.</summary>
    private const double LeastChange = 0.15;

    /// <summary>So many usual distances from its fortnight make a day no ordinary one.</summary>
    private const double Odd = 2;

    private const int WeeksBefore = 364;
    private const int Reach = 10;
    private const int LeastKnown = 8;

    private readonly double _usual = UsualDistance(first, levels);

    /// <summary>How the season changed between the same days a year ago, as far as that was no weather.</summary>
    /// <param name="date">The day to be forecast.</param>
    /// <param name="origin">The last day that is known.</param>
    public double Change(DateOnly date, DateOnly origin) =>
        Smoothed(levels, Place(date) - WeeksBefore) is { } then && Smoothed(levels, Place(origin) - WeeksBefore) is { } before
            ? Math.Sign(then - before) * Math.Max(0, Math.Abs(then - before) - LeastChange)
            : 0;

    /// <summary>
    /// What a date does beyond its season, when it fell out of it in the same direction in both years before. Once is chance, or a sale, or a
    /// holiday that moves.
    /// </summary>
    public double Holiday(DateOnly date)
    {
        var (last, before) = (Distance(date.AddYears(-1)), Distance(date.AddYears(-2)));
        return Math.Sign(last) == Math.Sign(before) && Math.Min(Math.Abs(last), Math.Abs(before)) is var distance && distance > Odd * _usual
            ? Math.Sign(last) * distance
            : 0;
    }

    private double Distance(DateOnly date)
    {
        var place = Place(date);
        return place >= 0 && place < levels.Length && !double.IsNaN(levels[place]) && Smoothed(levels, place) is { } around ? levels[place] - around : 0;
    }

    private int Place(DateOnly date) => date.DayNumber - first.DayNumber;

    private static double UsualDistance(DateOnly first, double[] levels)
    {
        var distances = new List<double>(levels.Length);
        for (var place = 0; place < levels.Length; place++)
        {
            if (!double.IsNaN(levels[place]) && Smoothed(levels, place) is { } around)
            {
                distances.Add(Math.Abs(levels[place] - around));
            }
        }

        return distances.Count == 0 ? 1 : Math.Max(0.05, 1.4826 * Quantiles.Middle([.. distances.Order()]));
    }

    /// <summary>The mean of the middle half of the days around: smooth, and untouched by holidays.</summary>
    private static double? Smoothed(double[] levels, int place)
    {
        Span<double> around = stackalloc double[(2 * Reach) + 1];
        var known = 0;
        for (var other = Math.Max(0, place - Reach); other <= Math.Min(levels.Length - 1, place + Reach); other++)
        {
            if (!double.IsNaN(levels[other]))
            {
                around[known++] = levels[other];
            }
        }

        if (known < LeastKnown || place < 0)
        {
            return null;
        }

        around = around[..known];
        around.Sort();
        var middle = around[(known / 4)..(known - (known / 4))];
        var sum = 0.0;
        foreach (var level in middle)
        {
            sum += level;
        }

        return sum / middle.Length;
    }
}
