using System.Globalization;
using RetailOrleans.Calendar;
using RetailOrleans.Storage.Validation;

namespace RetailOrleans.WebApi.Analytics;

/// <summary>
/// A range of a query: plain dates are local days of each store, both inclusive; instants are half open. Each end may be either.
/// </summary>
internal sealed record AnalyticsRange
{
    /// <summary>The longest range of hours.</summary>
    private const int MaxYears = 3;

    private readonly DateOnly? _firstDay;
    private readonly DateTimeOffset? _from;
    private readonly DateOnly? _lastDay;
    private readonly DateTimeOffset? _to;

    private AnalyticsRange(DateOnly? firstDay, DateTimeOffset? from, DateOnly? lastDay, DateTimeOffset? to) =>
        (_firstDay, _from, _lastDay, _to) = (firstDay, from, lastDay, to);

    /// <summary>Reads both ends; what is wrong goes to <paramref name="errors"/>, and then there is none.</summary>
    public static AnalyticsRange? Read(string? start, string? end, ValidationErrors errors)
    {
        var (firstDay, from) = ReadEnd(start, "start_date", errors);
        var (lastDay, to) = ReadEnd(end, "end_date", errors);
        if (errors.Any)
        {
            return null;
        }

        var first = firstDay?.ToDateTime(TimeOnly.MinValue) ?? from!.Value.UtcDateTime;
        var last = lastDay?.AddDays(1).ToDateTime(TimeOnly.MinValue) ?? to!.Value.UtcDateTime;
        if (last < first || (firstDay is { } a && lastDay is { } b && b < a))
        {
            errors.Add("end_date", $"end_date {end} is before start_date {start}. Give them the other way round.");
        }
        else if (last > first.AddYears(MaxYears).AddDays(1))
        {
            errors.Add("end_date", $"The range from {start} to {end} is longer than {MaxYears} years of hours. Ask for it in parts.");
        }

        return errors.Any ? null : new AnalyticsRange(firstDay, from, lastDay, to);
    }

    /// <summary>The range in a store's calendar, UTC, half open.</summary>
    public (DateTimeOffset From, DateTimeOffset To) In(StoreCalendar calendar) => (
        _firstDay is { } first ? calendar.Day(first).Start : _from!.Value,
        _lastDay is { } last ? calendar.Day(last).End : _to!.Value);

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
