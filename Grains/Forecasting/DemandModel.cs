using RetailOrleans.Storage.Patterns;

namespace RetailOrleans.Grains.Forecasting;

/// <summary>
/// A store's demand: entries of an hour = the week's profile × the day's level. The level is what it was lately with a damped trend, the
/// season and the fixed holidays of the years before, and on days with hours of their own what such days did before. Pure; immutable.
/// </summary>
internal sealed class DemandModel
{
    /// <summary>Below this a level's logarithm would be no number.</summary>
    private const double LeastLevel = 0.01;

    private readonly WeekProfile _profile;
    private readonly YearEffect _year;
    private readonly LevelTrend _trend;
    private readonly double _exception;
    private readonly DateOnly _last;

    private DemandModel(WeekProfile profile, YearEffect year, LevelTrend trend, double exception, DateOnly last) =>
        (_profile, _year, _trend, _exception, _last) = (profile, year, trend, exception, last);

    /// <summary>The model that the days teach.</summary>
    /// <param name="days">In order of their dates; at least one.</param>
    public static DemandModel Of(ReadOnlySpan<CountedDay> days)
    {
        var profile = WeekProfile.Of(days);
        var first = days[0].Date;
        var levels = new double[days[^1].Date.DayNumber - first.DayNumber + 1];
        Array.Fill(levels, double.NaN);
        var exceptions = new List<(int Place, double Level)>();
        foreach (var day in days)
        {
            if (profile.LevelOf(day) is { } level)
            {
                var place = day.Date.DayNumber - first.DayNumber;
                if (day.IsException)
                {
                    exceptions.Add((place, Math.Log(Math.Max(LeastLevel, level))));
                }
                else if (level > LeastLevel)
                {
                    levels[place] = Math.Log(level);
                }
            }
        }

        var year = new YearEffect(first, levels);
        double[] learned = [.. levels.Select((level, place) => level - year.Holiday(first.AddDays(place)))];
        return new DemandModel(profile, year, LevelTrend.Of(learned), ExceptionOf(exceptions, levels), days[^1].Date);
    }

    /// <summary>Entries of an open hour of a later day; null when the store was never open at that time.</summary>
    public double? Expect(DateOnly date, bool isException, int minute, double openShare) =>
        _profile.Rate(date, minute) is { } rate ? rate * openShare * Level(date, isException) : null;

    private double Level(DateOnly date, bool isException)
    {
        var level = _trend.After(Math.Max(1, date.DayNumber - _last.DayNumber));
        return Math.Exp(level + _year.Change(date, _last) + (isException ? _exception : _year.Holiday(date)));
    }

    /// <summary>How busy days with hours of their own are beside the days around them; few of them prove little.</summary>
    private static double ExceptionOf(List<(int Place, double Level)> exceptions, double[] levels)
    {
        var distances = new List<double>();
        foreach (var (place, level) in exceptions)
        {
            var around = levels[Math.Max(0, place - 7)..Math.Min(levels.Length, place + 8)].Where(other => !double.IsNaN(other)).Order().ToArray();
            if (around.Length > 0)
            {
                distances.Add(level - Quantiles.Middle(around));
            }
        }

        return distances.Count == 0 ? 0 : Quantiles.Middle([.. distances.Order()]) * distances.Count / (distances.Count + 1);
    }
}
