using System.Collections.Immutable;

namespace RetailOrleans.Calendar;

/// <summary>One opening of a store in local time; a close at or before the open is on the next day.</summary>
internal readonly record struct OpeningHours(TimeOnly Open, TimeOnly Close)
{
    public static readonly ImmutableArray<OpeningHours> WholeDay = [new(TimeOnly.MinValue, TimeOnly.MinValue)];

    public (DateTimeOffset Open, DateTimeOffset Close) On(DateOnly date, StoreCalendar calendar) =>
        (calendar.Resolve(date, Open), calendar.Resolve(Close <= Open ? date.AddDays(1) : date, Close));
}
