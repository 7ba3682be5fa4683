using System.Globalization;
using RetailOrleans.Calendar;

namespace RetailOrleans.Unit.Tests.Calendar;

public sealed class PeriodCalendarTests
{
    [Theory]
    [InlineData(2023, "2023-01-29")]
    [InlineData(2024, "2024-02-04")]
    [InlineData(2025, "2025-02-02")]
    [InlineData(2026, "2026-02-01")]
    public void A_retail_year_begins_after_the_Saturday_nearest_to_the_end_of_January(int year, string start) =>
        Assert.Equal(Date(start), PeriodCalendar.RetailYearStart(year));

    [Theory]
    [InlineData("2026-01-01", "2025-12-29", "2026-01-04", "2026-W01")]
    [InlineData("2027-01-03", "2026-12-28", "2027-01-03", "2026-W53")]
    [InlineData("2026-07-15", "2026-07-13", "2026-07-19", "2026-W29")]
    public void Iso_weeks_begin_on_Monday_and_belong_to_the_year_of_their_Thursday(string date, string first, string last, string name) =>
        Assert.Equal((Date(first), Date(last), name), PeriodCalendar.Iso.PeriodOf(Date(date), PeriodLength.Week));

    [Theory]
    [InlineData("2025-02-02", "2025-02-02", "2025-02-08", "FY2025-W01")]
    [InlineData("2025-02-01", "2025-01-26", "2025-02-01", "FY2024-W52")]
    [InlineData("2024-02-03", "2024-01-28", "2024-02-03", "FY2023-W53")]
    public void Retail_weeks_begin_on_Sunday(string date, string first, string last, string name) =>
        Assert.Equal((Date(first), Date(last), name), PeriodCalendar.Retail454.PeriodOf(Date(date), PeriodLength.Week));

    [Theory]
    [InlineData("2025-03-01", "2025-02-02", "2025-03-01", "FY2025-P01")]
    [InlineData("2025-03-02", "2025-03-02", "2025-04-05", "FY2025-P02")]
    [InlineData("2025-04-06", "2025-04-06", "2025-05-03", "FY2025-P03")]
    [InlineData("2025-12-25", "2025-11-30", "2026-01-03", "FY2025-P11")]
    [InlineData("2024-02-03", "2023-12-31", "2024-02-03", "FY2023-P12")]
    public void Retail_months_have_four_five_and_four_weeks_and_the_53rd_belongs_to_the_last(string date, string first, string last, string name) =>
        Assert.Equal((Date(first), Date(last), name), PeriodCalendar.Retail454.PeriodOf(Date(date), PeriodLength.Month));

    [Theory]
    [InlineData(PeriodLength.Week)]
    [InlineData(PeriodLength.Month)]
    public void Periods_follow_each_other_without_gap_or_overlap(PeriodLength length)
    {
        foreach (var calendar in new[] { PeriodCalendar.Iso, PeriodCalendar.Retail454 })
        {
            for (var date = Date("2020-01-01"); date < Date("2032-01-01"); date = date.AddDays(1))
            {
                var (first, last, name) = calendar.PeriodOf(date, length);
                Assert.InRange(date, first, last);
                Assert.Equal((first, last, name), calendar.PeriodOf(first, length));
                Assert.Equal((first, last, name), calendar.PeriodOf(last, length));
                Assert.Equal(last.AddDays(1), calendar.PeriodOf(last.AddDays(1), length).First);
            }
        }
    }

    [Fact]
    public void A_day_is_divided_along_the_clock()
    {
        var kolkata = StoreCalendar.Create("Asia/Kolkata").Day(Date("2026-01-15")).Divided(15);
        Assert.Equal(96, kolkata.Hours.Length);
        Assert.Equal(new DateTimeOffset(2026, 1, 14, 18, 45, 0, TimeSpan.Zero), kolkata.Hours[1].Start);
        Assert.Equal(new TimeSpan(0, 15, 0), kolkata.Hours[1].LocalStart.TimeOfDay);
        Assert.Equal(100, StoreCalendar.Create("Europe/Lisbon").Day(Date("2025-10-26")).Divided(15).Hours.Length);
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
