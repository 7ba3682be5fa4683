using System.Collections.Immutable;
using System.Text.Json;

namespace RetailOrleans.Calendar;

/// <summary>
/// When a store is open, in its local time: intervals per weekday, and exceptions that replace a date's hours. Without any weekday it is
/// always open. A close at or before its open is on the next day. A weekday that is not listed is closed.
/// </summary>
public sealed record OperatingHours
{
    private readonly ImmutableArray<ImmutableArray<OpeningHours>> _week;
    private readonly ImmutableSortedDictionary<DateOnly, ImmutableArray<OpeningHours>> _exceptions;

    internal OperatingHours(
        ImmutableArray<ImmutableArray<OpeningHours>> week,
        ImmutableSortedDictionary<DateOnly, ImmutableArray<OpeningHours>> exceptions)
    {
        _week = week;
        _exceptions = exceptions;
    }

    /// <summary>Open around the clock, every day; the JSON <c>{}</c>.</summary>
    public static OperatingHours Always { get; } = new([], ImmutableSortedDictionary<DateOnly, ImmutableArray<OpeningHours>>.Empty);

    /// <summary>
    /// Reads <c>{"monday":[{"open":"09:00","close":"18:00"}], …, "exceptions":[{"date":"2025-12-25","hours":[]}]}</c>. Never throws;
    /// a refusal names the place, what was found and what was expected.
    /// </summary>
    public static bool TryParse(JsonElement json, out OperatingHours hours, out string problem)
    {
        try
        {
            return OperatingHoursJson.TryRead(json, out hours, out problem);
        }
        catch (InvalidOperationException)
        {
            // The only way that JsonElement has to say that a string holds half a surrogate pair.
            hours = Always;
            problem = "operating_hours holds text that is not valid Unicode; write names and times in plain ASCII.";
            return false;
        }
    }

    /// <summary>The JSON that <see cref="TryParse"/> reads.</summary>
    public JsonElement ToJson() => OperatingHoursJson.Write(_week, _exceptions);

    /// <summary>Whether the store is open at the instant. An interval includes its opening and excludes its closing instant.</summary>
    public bool IsOpenAt(DateTimeOffset instant, StoreCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var date = DateOnly.FromDateTime(calendar.Local(instant));
        return IsOpenAt(instant, date.AddDays(-1), calendar) || IsOpenAt(instant, date, calendar);
    }

    /// <summary>Whether the store opens at some time of a local date.</summary>
    public bool IsOpenOn(DateOnly date) => HoursOn(date).Length > 0;

    /// <summary>Whether a local date has hours of its own instead of its weekday's: a holiday, a sale, a late night.</summary>
    public bool IsException(DateOnly date) => _exceptions.ContainsKey(date);

    /// <summary>The open times within a business day, UTC, in order, merged and cut at the day's ends.</summary>
    public IEnumerable<(DateTimeOffset Open, DateTimeOffset Close)> Intervals(BusinessDay day, StoreCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(calendar);
        // A business day can reach into the next calendar date, and yesterday's late hours into it.
        var open = new List<(DateTimeOffset Open, DateTimeOffset Close)>();
        for (var date = day.Date.AddDays(-1); date <= day.Date.AddDays(1); date = date.AddDays(1))
        {
            foreach (var hours in HoursOn(date))
            {
                var (from, to) = hours.On(date, calendar);
                from = from < day.Start ? day.Start : from;
                to = to > day.End ? day.End : to;
                if (from < to)
                {
                    open.Add((from, to));
                }
            }
        }

        return Merged(open);
    }

    /// <summary>Equal when they write the same JSON.</summary>
    public bool Equals(OperatingHours? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The JSON text.</summary>
    public override string ToString() => ToJson().GetRawText();

    private static IEnumerable<(DateTimeOffset Open, DateTimeOffset Close)> Merged(List<(DateTimeOffset Open, DateTimeOffset Close)> open)
    {
        open.Sort();
        for (var i = 0; i < open.Count;)
        {
            var (from, to) = open[i];
            for (i++; i < open.Count && open[i].Open <= to; i++)
            {
                to = open[i].Close > to ? open[i].Close : to;
            }

            yield return (from, to);
        }
    }

    private bool IsOpenAt(DateTimeOffset instant, DateOnly date, StoreCalendar calendar)
    {
        foreach (var hours in HoursOn(date))
        {
            var (from, to) = hours.On(date, calendar);
            if (instant >= from && instant < to)
            {
                return true;
            }
        }

        return false;
    }

    private ImmutableArray<OpeningHours> HoursOn(DateOnly date) =>
        _exceptions.TryGetValue(date, out var exception) ? exception
        : _week.IsEmpty ? OpeningHours.WholeDay
        : _week[(int)date.DayOfWeek];
}
