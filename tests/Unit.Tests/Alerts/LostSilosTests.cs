using RetailOrleans.Grains.Alerts;
using RetailOrleans.Storage.Platform;

namespace RetailOrleans.Unit.Tests.Alerts;

public sealed class LostSilosTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 15, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_silo_that_leaves_is_not_missed_and_one_that_dies_is_until_it_is_replaced()
    {
        var (first, second) = (Alive(0), Alive(1));
        Assert.Equal(0, Count(10, first, second));
        Assert.Equal(0, Count(10, first, Left(1, 5)));
        Assert.Equal(1, Count(10, first, Died(1, 5)));
        Assert.Equal(0, Count(10, first, Died(1, 5), Alive(7)));

        // Started anew before the others had noticed.
        Assert.Equal(0, Count(10, first, Died(1, 5), Alive(5)));
        Assert.Equal(2, Count(10, first, Died(1, 5), Died(2, 6)));
        Assert.Equal(1, Count(10, first, Died(1, 5), Died(2, 6), Alive(8)));
    }

    [Fact]
    public void A_cluster_that_died_whole_and_was_started_anew_misses_nobody() =>
        Assert.Equal(0, Count(30, Died(0, 10), Died(1, 10), Alive(20), Alive(21)));

    [Fact]
    public void Another_that_leaves_after_a_loss_is_not_missed_besides() => Assert.Equal(1, Count(10, Alive(0), Died(1, 5), Left(2, 6)));

    [Fact]
    public void Who_has_not_replaced_a_silo_for_a_day_does_not_mean_to() =>
        Assert.Equal((1, 0), (Count(24 * 60, Alive(0), Died(1, 5)), Count((24 * 60) + 6, Alive(0), Died(1, 5))));

    private static int Count(int minutes, params SiloLife[] lives) => LostSilos.Count(lives, Start.AddMinutes(minutes));

    private static SiloLife Alive(int from) => new(Start.AddMinutes(from), null, false);

    private static SiloLife Left(int from, int to) => new(Start.AddMinutes(from), Start.AddMinutes(to), false);

    private static SiloLife Died(int from, int to) => new(Start.AddMinutes(from), Start.AddMinutes(to), true);
}
