using FsCheck.Xunit;
using RetailOrleans.Storage.Rollups;

namespace RetailOrleans.Unit.Tests.Rollups;

public sealed class PeriodCoverTests
{
    [Fact]
    public void Whole_months_and_weeks_are_kept_sums_and_what_sticks_out_is_days()
    {
        var cover = PeriodCover.Of([(new(2025, 1, 15), new(2025, 4, 10)), (new(2025, 5, 5), new(2025, 5, 11))]);
        Assert.Equal([(0, new(2025, 2, 1), new(2025, 2, 28)), (0, new(2025, 3, 1), new(2025, 3, 31)), (1, new DateOnly(2025, 5, 5), new DateOnly(2025, 5, 11))], Named(cover.Whole));
        Assert.Equal([(0, new DateOnly(2025, 1, 15), new DateOnly(2025, 1, 31)), (0, new(2025, 4, 1), new(2025, 4, 10))], Named(cover.Rest));
    }

    [Property]
    public void Every_date_is_covered_once(ushort first, ushort days)
    {
        var start = new DateOnly(2020, 1, 1).AddDays(first % 3_000);
        var end = start.AddDays(days % 900);
        var cover = PeriodCover.Of([(start, end)]);
        var dates = cover.Whole.Concat(cover.Rest).SelectMany(piece => Enumerable.Range(piece.First.DayNumber, piece.Last.DayNumber - piece.First.DayNumber + 1)).Order();
        Assert.Equal(Enumerable.Range(start.DayNumber, end.DayNumber - start.DayNumber + 1), dates);
    }

    private static IEnumerable<(int, DateOnly, DateOnly)> Named(IEnumerable<PeriodCover.Piece> pieces) => pieces.Select(piece => (piece.Place, piece.First, piece.Last));
}
