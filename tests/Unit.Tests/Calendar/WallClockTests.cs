using FsCheck.Xunit;
using RetailOrleans.Calendar;

namespace RetailOrleans.Unit.Tests.Calendar;

public sealed class WallClockTests
{
    [Property(Arbitrary = [typeof(Instants)], MaxTest = 500)]
    public void An_instant_is_a_candidate_of_what_the_clock_shows(ZonedMoment moment)
    {
        var local = WallClock.ToLocal(moment.Instant, moment.Zone);
        var candidates = WallClock.Candidates(local, moment.Zone);
        Assert.Equal(DateTimeKind.Unspecified, local.Kind);
        Assert.Contains(moment.Instant, candidates);
        Assert.InRange(candidates.Length, 1, 2);
        Assert.All(candidates, candidate => Assert.Equal(local, WallClock.ToLocal(candidate, moment.Zone)));
        Assert.True(candidates.Length == 1 || candidates[0] < candidates[1]);
    }

    [Fact]
    public void A_time_in_the_spring_gap_never_was() =>
        Assert.Empty(WallClock.Candidates(new DateTime(2025, 3, 30, 1, 30, 0), "Europe/Lisbon"));

    [Fact]
    public void The_kind_of_the_local_time_does_not_matter() =>
        Assert.Equal(
            WallClock.Candidates(new DateTime(2025, 7, 22, 10, 0, 0, DateTimeKind.Utc), "Europe/Lisbon"),
            WallClock.Candidates(new DateTime(2025, 7, 22, 10, 0, 0), "Europe/Lisbon"));
}
