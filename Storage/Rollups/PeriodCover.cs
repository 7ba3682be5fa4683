using RetailOrleans.Calendar;

namespace RetailOrleans.Storage.Rollups;

/// <summary>How periods are put together of sums that are kept, whole ISO weeks and calendar months, and of days where those do not fit.</summary>
/// <param name="Whole">Kept sums, each with the place of the period that it is a part of.</param>
/// <param name="Rest">Stretches of days, both ends inclusive.</param>
public sealed record PeriodCover(IReadOnlyList<PeriodCover.Piece> Whole, IReadOnlyList<PeriodCover.Piece> Rest)
{
    /// <summary>Dates that belong to a period.</summary>
    /// <param name="Place">The period's, from 0.</param>
    /// <param name="First">First date.</param>
    /// <param name="Last">Last date, inclusive.</param>
    public readonly record struct Piece(int Place, DateOnly First, DateOnly Last);

    /// <summary>Covers each period exactly once.</summary>
    public static PeriodCover Of(IReadOnlyList<(DateOnly First, DateOnly Last)> periods)
    {
        var (whole, rest) = (new List<Piece>(), new List<Piece>());
        for (var place = 0; place < periods.Count; place++)
        {
            var (first, last) = periods[place];
            if (IsWhole(PeriodLength.Week, first, last))
            {
                whole.Add(new Piece(place, first, last));
                continue;
            }

            for (var date = first; date <= last;)
            {
                var (start, end, _) = PeriodCalendar.Iso.PeriodOf(date, PeriodLength.Month);
                var isWhole = date == start && end <= last;
                end = end < last ? end : last;
                (isWhole ? whole : rest).Add(new Piece(place, date, end));
                date = end.AddDays(1);
            }
        }

        return new PeriodCover(whole, rest);
    }

    private static bool IsWhole(PeriodLength length, DateOnly first, DateOnly last) =>
        PeriodCalendar.Iso.PeriodOf(first, length) is var (start, end, _) && (start, end) == (first, last);
}
