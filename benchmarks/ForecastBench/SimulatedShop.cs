using System.Globalization;
using System.Text.Json;
using RetailOrleans.Calendar;
using RetailOrleans.Simulator.Traffic;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.ForecastBench;

/// <summary>
/// A shop's visitors over years: the simulator's curve of the day and the week, times a trend, a season, weather that lasts some days, sales,
/// fixed and movable holidays; people come one by one. The same for the same seed on every machine. Some hours are not counted.
/// </summary>
internal sealed class SimulatedShop
{
    private readonly Dictionary<DateTimeOffset, long> _truth = [];
    private readonly List<HourCount> _counts = [];

    /// <param name="seed">Of everything that is by chance.</param>
    /// <param name="zone">IANA id.</param>
    /// <param name="open">Opening time, every weekday; on Sundays an hour later.</param>
    /// <param name="close">Closing time.</param>
    /// <param name="peakPerHour">Visitors of the busiest hour of an ordinary day.</param>
    /// <param name="trend">Growth of a year, a fraction.</param>
    /// <param name="first">The first date.</param>
    /// <param name="days">How many.</param>
    public SimulatedShop(long seed, string zone, int open, int close, double peakPerHour, double trend, DateOnly first, int days)
    {
        Calendar = StoreCalendar.Create(zone);
        Hours = Parse(open, close, first, days);
        var dice = new Dice(seed);
        double weather = 0;
        var outage = first.AddDays(days / 2);
        for (var date = first; date < first.AddDays(days); date = date.AddDays(1))
        {
            weather = (0.6 * weather) + (0.1 * Gauss(ref dice));
            var sale = dice.Fraction() < 6.0 / 365 ? 1.6 : 1;
            var busy = peakPerHour * sale * HolidayOf(date)
                * Math.Exp(weather + (0.05 * Gauss(ref dice)) + Season(date) + (trend * (date.DayNumber - first.DayNumber) / 365.0));
            var day = Calendar.Day(date);
            foreach (var interval in Hours.Intervals(day, Calendar))
            {
                foreach (var hour in day.Hours.Where(hour => hour.Start < interval.Close && hour.End > interval.Open))
                {
                    var middle = hour.LocalStart.AddMinutes(30);
                    var share = (Earlier(interval.Close, hour.End) - Later(interval.Open, hour.Start)).TotalHours;
                    var entries = Poisson(ref dice, busy * DayCurve.At(middle) * share);
                    var isCounted = dice.Fraction() > 0.01 && (date < outage || date >= outage.AddDays(3));
                    _truth[hour.Start] = entries;
                    if (isCounted)
                    {
                        var seconds = (int)(3600 * share);
                        _counts.Add(new HourCount(Guid.Empty, hour.Start, hour.End, entries, seconds, seconds));
                    }
                }
            }
        }
    }

    public StoreCalendar Calendar { get; }

    public OperatingHours Hours { get; }

    /// <summary>What was counted, in order.</summary>
    public IReadOnlyList<HourCount> Counts => _counts;

    /// <summary>Who came in an hour, counted or not.</summary>
    public long? Truth(DateTimeOffset start) => _truth.TryGetValue(start, out var entries) ? entries : null;

    private static double Season(DateOnly date)
    {
        var wave = 0.12 * Math.Sin(2 * Math.PI * (date.DayOfYear - 110) / 365.25);
        var christmas = date.Month == 12 && date.Day < 24 ? 0.35 * date.Day / 23 : date.Month == 12 && date.Day > 25 ? 0.15 : 0;
        return wave + christmas;
    }

    /// <summary>Days that are not like their neighbours; by how much, the shop and the calendar say.</summary>
    private static double HolidayOf(DateOnly date)
    {
        var easter = EasterOf(date.Year);
        var thanks = new DateOnly(date.Year, 11, 1).AddDays((((int)DayOfWeek.Friday - (int)new DateOnly(date.Year, 11, 1).DayOfWeek + 7) % 7) + 21);
        return (date.Month, date.Day) switch
        {
            (12, 24) => 1.4,
            (12, 26) => 1.35,
            (5, 1) => 0.55,
            (6, 10) or (10, 5) or (11, 1) => 0.6,
            _ when date == easter.AddDays(-2) => 0.7,
            _ when date == easter.AddDays(1) => 0.6,
            _ when date == thanks => 1.7,
            _ => 1,
        };
    }

    /// <summary>Gauss's computus, in the form of Meeus, Jones and Butcher.</summary>
    private static DateOnly EasterOf(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - (((b - ((b + 8) / 25)) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }

    private static OperatingHours Parse(int open, int close, DateOnly first, int days)
    {
        static string Of(int from, int to) => string.Create(CultureInfo.InvariantCulture, $$"""[{"open": "{{from:00}}:00", "close": "{{to:00}}:00"}]""");
        var week = string.Join(", ", Enum.GetValues<DayOfWeek>().Select(day =>
            $"\"{day.ToString().ToLowerInvariant()}\": {Of(day == DayOfWeek.Sunday ? open + 1 : open, close)}"));
        var exceptions = Enumerable.Range(first.Year, (first.AddDays(days).Year - first.Year) + 1).SelectMany(year => new[]
        {
            $$"""{"date": "{{year}}-01-01", "hours": []}""", $$"""{"date": "{{year}}-12-25", "hours": []}""",
            $$"""{"date": "{{year}}-12-24", "hours": {{Of(open, 16)}}}""",
        });
        using var json = JsonDocument.Parse($$"""{ {{week}}, "exceptions": [{{string.Join(", ", exceptions)}}] }""");
        return OperatingHours.TryParse(json.RootElement, out var hours, out var problem) ? hours : throw new InvalidOperationException(problem);
    }

    private static long Poisson(ref Dice dice, double mean)
    {
        var count = 0L;
        for (var at = dice.Wait(1); at < mean; at += dice.Wait(1))
        {
            count++;
        }

        return count;
    }

    /// <summary>A normally distributed number, by twelve dice.</summary>
    private static double Gauss(ref Dice dice)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += dice.Fraction();
        }

        return sum;
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
