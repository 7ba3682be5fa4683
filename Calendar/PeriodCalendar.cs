using System.Globalization;

namespace RetailOrleans.Calendar;

/// <summary>How business days are grouped into weeks and months. Immutable; there are two.</summary>
public sealed class PeriodCalendar
{
    private const int QuarterWeeks = 13;
    private readonly bool _isRetail;

    private PeriodCalendar(bool isRetail) => _isRetail = isRetail;

    /// <summary>ISO 8601 weeks from Monday, calendar months.</summary>
    public static PeriodCalendar Iso { get; } = new(false);

    /// <summary>
    /// The 4-5-4 calendar of retailers: weeks from Sunday, quarters of four, five and four weeks. A year begins on the day after the
    /// Saturday that is nearest to 31 January and has 52 weeks, or 53, of which the last belongs to the last month.
    /// </summary>
    public static PeriodCalendar Retail454 { get; } = new(true);

    /// <summary>The period that a date belongs to: its first and last date, both inclusive, and its name.</summary>
    public (DateOnly First, DateOnly Last, string Name) PeriodOf(DateOnly date, PeriodLength length) => length switch
    {
        PeriodLength.Day => (date, date, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        PeriodLength.Week => _isRetail ? RetailWeek(date) : IsoWeekOf(date),
        _ => _isRetail ? RetailMonth(date) : MonthOf(date),
    };

    /// <summary>The first day of a year of the 4-5-4 calendar.</summary>
    public static DateOnly RetailYearStart(int year)
    {
        var january31 = new DateOnly(year, 1, 31);
        var sinceSaturday = ((int)january31.DayOfWeek + 1) % 7;
        return january31.AddDays(sinceSaturday <= 3 ? 1 - sinceSaturday : 8 - sinceSaturday);
    }

    private static (DateOnly, DateOnly, string) IsoWeekOf(DateOnly date)
    {
        var monday = date.AddDays(-(((int)date.DayOfWeek + 6) % 7));
        var (year, week) = (ISOWeek.GetYear(date), ISOWeek.GetWeekOfYear(date));
        return (monday, monday.AddDays(6), string.Create(CultureInfo.InvariantCulture, $"{year}-W{week:00}"));
    }

    private static (DateOnly, DateOnly, string) MonthOf(DateOnly date)
    {
        var first = new DateOnly(date.Year, date.Month, 1);
        return (first, first.AddMonths(1).AddDays(-1), date.ToString("yyyy-MM", CultureInfo.InvariantCulture));
    }

    private static (int Year, DateOnly Start, int Week) RetailYearOf(DateOnly date)
    {
        var year = date >= RetailYearStart(date.Year) ? date.Year : date.Year - 1;
        var start = RetailYearStart(year);
        return (year, start, (date.DayNumber - start.DayNumber) / 7);
    }

    private static (DateOnly, DateOnly, string) RetailWeek(DateOnly date)
    {
        var (year, start, week) = RetailYearOf(date);
        var first = start.AddDays(week * 7);
        return (first, first.AddDays(6), string.Create(CultureInfo.InvariantCulture, $"FY{year}-W{week + 1:00}"));
    }

    private static (DateOnly, DateOnly, string) RetailMonth(DateOnly date)
    {
        var (year, start, week) = RetailYearOf(date);
        var quarter = Math.Min(week / QuarterWeeks, 3);
        var inQuarter = week - (quarter * QuarterWeeks);
        var month = inQuarter < 4 ? 0 : inQuarter < 9 ? 1 : 2;
        var first = start.AddDays(7 * ((quarter * QuarterWeeks) + (month switch { 0 => 0, 1 => 4, _ => 9 })));
        var last = (quarter, month) == (3, 2)
            ? RetailYearStart(year + 1).AddDays(-1)
            : first.AddDays((7 * (month == 1 ? 5 : 4)) - 1);
        return (first, last, string.Create(CultureInfo.InvariantCulture, $"FY{year}-P{(quarter * 3) + month + 1:00}"));
    }
}
