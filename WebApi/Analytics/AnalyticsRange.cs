using System.Globalization;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>
/// A range of a query: plain dates are local days of each store, both inclusive; instants are half open. Each end may be either.
/// </summary>
internal sealed record AnalyticsRange
{
    /// <summary>For what needs no range.</summary>
    public static readonly AnalyticsRange Any = new(null, DateTimeOffset.UnixEpoch, null, DateTimeOffset.UnixEpoch);

    private readonly DateOnly? _firstDay;
    private readonly DateTimeOffset? _from;
    private readonly DateOnly? _lastDay;
    private readonly DateTimeOffset? _to;

    private AnalyticsRange(DateOnly? firstDay, DateTimeOffset? from, DateOnly? lastDay, DateTimeOffset? to) =>
        (_firstDay, _from, _lastDay, _to) = (firstDay, from, lastDay, to);

    /// <summary>Reads both ends; what is wrong goes to <paramref name="errors"/>, and then there is none.</summary>
    public static AnalyticsRange? Read(string? start, string? end, int maxYears, string rows, ValidationErrors errors)
    {
        var (firstDay, from) = ReadEnd(start, "start_date", errors);
        var (lastDay, to) = ReadEnd(end, "end_date", errors);
        if ((firstDay is null && from is null) || (lastDay is null && to is null))
        {
            return null;
        }

        var first = firstDay?.ToDateTime(TimeOnly.MinValue) ?? from!.Value.UtcDateTime;
        var last = lastDay?.AddDays(1).ToDateTime(TimeOnly.MinValue) ?? to!.Value.UtcDateTime;
        if (last < first || (firstDay is { } a && lastDay is { } b && b < a))
        {
            errors.Add("end_date", $"end_date {end} is before start_date {start}. Give them the other way round.");
        }
        else if (last > first.AddYears(maxYears).AddDays(1))
        {
            errors.Add("end_date", $"The range from {start} to {end} is longer than {maxYears} years of {rows}. Ask for it in parts.");
        }

        return new AnalyticsRange(firstDay, from, lastDay, to);
    }

    /// <summary>The range in a store's calendar, UTC, half open.</summary>
    public (DateTimeOffset From, DateTimeOffset To) In(StoreCalendar calendar) => (
        _firstDay is { } first ? calendar.Day(first).Start : _from!.Value,
        _lastDay is { } last ? calendar.Day(last).End : _to!.Value);

    /// <summary>The business days that the range touches in a store's calendar, both inclusive; none when last is before first.</summary>
    public (DateOnly First, DateOnly Last) Dates(StoreCalendar calendar) => (
        _firstDay ?? calendar.DayOf(_from!.Value).Date,
        _lastDay ?? calendar.DayOf(_to!.Value.AddTicks(-1)).Date);

    /// <summary>The same length at another time.</summary>
    /// <param name="compare">previous, last_week or last_year.</param>
    /// <returns>The range, and by how many whole days it was moved back; null when that is no whole number.</returns>
    public (AnalyticsRange Range, int? Days) Before(string compare)
    {
        // 52 weeks, so that weekdays lie beside their like.
        TimeSpan back;
        switch (compare)
        {
            case "last_week":
                back = TimeSpan.FromDays(7);
                break;
            case "last_year":
                back = TimeSpan.FromDays(364);
                break;
            default:
                var first = _firstDay?.ToDateTime(TimeOnly.MinValue) ?? _from!.Value.UtcDateTime;
                var end = _lastDay?.AddDays(1).ToDateTime(TimeOnly.MinValue) ?? _to!.Value.UtcDateTime;
                back = end - first;
                break;
        }

        var days = (int)Math.Ceiling(back.TotalDays);
        return (
            new AnalyticsRange(Back(_firstDay, days), Back(_from, back), Back(_lastDay, days), Back(_to, back)),
            back.Ticks % TimeSpan.TicksPerDay == 0 ? days : null);
    }

    // No further than calendars go.
    private static DateOnly? Back(DateOnly? day, int days) =>
        day is { } given ? DateOnly.FromDayNumber(Math.Max(given.DayNumber - days, StoreCalendar.FirstDate.DayNumber)) : null;

    private static DateTimeOffset? Back(DateTimeOffset? instant, TimeSpan back)
    {
        var first = new DateTimeOffset(StoreCalendar.FirstDate.AddDays(2), TimeOnly.MinValue, TimeSpan.Zero);
        return instant is { } given ? given - back < first ? first : given - back : null;
    }

    private static (DateOnly? Day, DateTimeOffset? Instant) ReadEnd(string? text, string field, ValidationErrors errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            errors.Add(field, $"{field} is missing. Give a local date such as 2026-01-20, or an instant such as 2026-01-20T00:00:00Z.");
            return default;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= StoreCalendar.FirstDate && day < StoreCalendar.LastDate)
        {
            return (day, null);
        }

        // A plus sign that was not escaped in the query arrives as a space.
        if (Instants.TryParse(text, out var instant) || Instants.TryParse(text.Replace(' ', '+'), out instant))
        {
            if (DateOnly.FromDateTime(instant.UtcDateTime) is var date && date > StoreCalendar.FirstDate && date < StoreCalendar.LastDate)
            {
                return (null, instant);
            }
        }

        errors.Add(field, $"Expected a local date such as 2026-01-20 or an instant with an offset, between {StoreCalendar.FirstDate.Year} and {StoreCalendar.LastDate.Year}; got '{(text.Length <= 40 ? text : text[..40])}'.");
        return default;
    }
}
