using RetailOrleans.Storage.Patterns;

namespace RetailOrleans.Grains.Forecasting;

/// <summary>
/// Where a series of daily levels (logarithms) is and where it goes: exponential smoothing with a damped trend, and what is left of the last
/// day's surprise, because weather lasts. How fast it learns is what would have been best in this series; odd days pull it no further than
/// three usual surprises.
/// </summary>
internal sealed class LevelTrend
{
    /// <summary>A trend loses so much of itself each day: it goes on for three weeks or so, never for ever.</summary>
    private const double Damping = 0.95;

    private const int Horizon = 14;
    private static readonly double[] Alphas = [0.03, 0.06, 0.12, 0.25, 0.4];
    private static readonly double[] Betas = [0, 0.03, 0.1];

    private readonly double _level;
    private readonly double _trend;
    private readonly double _surprise;
    private readonly double _persistence;

    private LevelTrend(double level, double trend, double surprise, double persistence) =>
        (_level, _trend, _surprise, _persistence) = (level, trend, surprise, persistence);

    /// <summary>The state after the last day.</summary>
    /// <param name="levels">One per calendar day; NaN where nothing is known.</param>
    public static LevelTrend Of(ReadOnlySpan<double> levels)
    {
        var most = 3 * UsualSurprise(levels);
        var (best, least) = ((Alphas[2], 0.0), double.MaxValue);
        foreach (var alpha in Alphas)
        {
            foreach (var beta in Betas)
            {
                // Strictly less, so that of equals the calmer one holds.
                if (Error(levels, alpha, beta, most) is var error && error < least)
                {
                    (best, least) = ((alpha, beta), error);
                }
            }
        }

        var state = new Smoother(best.Item1, best.Item2, most);
        double last = 0, products = 0, squares = 0;
        var before = double.NaN;
        foreach (var level in levels)
        {
            last = state.Take(level);
            products += double.IsNaN(before) || double.IsNaN(last) ? 0 : before * last;
            squares += double.IsNaN(last) ? 0 : last * last;
            before = last;
        }

        // What the smoothing has taken up of the last surprise is in the level already.
        var persistence = squares > 0 ? Math.Clamp(products / squares, 0, 0.7) : 0;
        return new LevelTrend(state.Level, state.Trend, double.IsNaN(last) ? 0 : last * (1 - best.Item1), persistence);
    }

    /// <summary>The level so many days after the last one, from 1.</summary>
    public double After(int days) => _level + (_trend * Damped(days)) + (_surprise * Math.Pow(_persistence, days));

    private static double Damped(int days) => Damping * (1 - Math.Pow(Damping, days)) / (1 - Damping);

    private static double Error(ReadOnlySpan<double> levels, double alpha, double beta, double most)
    {
        var state = new Smoother(alpha, beta, most);
        double sum = 0;
        var count = 0;
        for (var day = 0; day < levels.Length; day++)
        {
            state.Take(levels[day]);
            for (var ahead = 1; ahead <= Horizon && day >= Horizon && day + ahead < levels.Length; ahead += 3)
            {
                if (!double.IsNaN(levels[day + ahead]))
                {
                    sum += Math.Abs(levels[day + ahead] - (state.Level + (state.Trend * Damped(ahead))));
                    count++;
                }
            }
        }

        return count == 0 ? double.MaxValue : sum / count;
    }

    /// <summary>How far days usually are from the middle of their week, robustly.</summary>
    private static double UsualSurprise(ReadOnlySpan<double> levels)
    {
        var distances = new List<double>();
        Span<double> week = stackalloc double[7];
        for (var day = 0; day < levels.Length; day++)
        {
            var known = 0;
            for (var other = Math.Max(0, day - 3); other <= Math.Min(levels.Length - 1, day + 3); other++)
            {
                if (!double.IsNaN(levels[other]))
                {
                    week[known++] = levels[other];
                }
            }

            if (known > 2 && !double.IsNaN(levels[day]))
            {
                week[..known].Sort();
                distances.Add(Math.Abs(levels[day] - Quantiles.Middle(week[..known])));
            }
        }

        return distances.Count == 0 ? 1 : Math.Max(0.02, 1.4826 * Quantiles.Middle([.. distances.Order()]));
    }

    private struct Smoother(double alpha, double beta, double most)
    {
        private bool _hasStarted;

        public double Level { get; private set; }

        public double Trend { get; private set; }

        /// <summary>Takes the next day, and says how it surprised; NaN when it is not known.</summary>
        public double Take(double level)
        {
            if (!_hasStarted)
            {
                if (!double.IsNaN(level))
                {
                    (Level, _hasStarted) = (level, true);
                }

                return double.NaN;
            }

            var expected = Level + (Damping * Trend);
            if (double.IsNaN(level))
            {
                (Level, Trend) = (expected, Damping * Trend);
                return double.NaN;
            }

            var surprise = Math.Clamp(level - expected, -most, most);
            Level = expected + (alpha * surprise);
            Trend = (Damping * Trend) + (alpha * beta * surprise);
            return surprise;
        }
    }
}
