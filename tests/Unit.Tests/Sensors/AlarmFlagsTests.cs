using RetailOrleans.Grains.Sensors;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Unit.Tests.Sensors;

public sealed class AlarmFlagsTests
{
    [Fact]
    public void Bits_are_named_and_each_keeps_its_own_start()
    {
        var flags = AlarmFlags.None.After(At(0, 0, 0b1)).After(At(5, 4, 0b10000001, 0b10)).After(At(9, 4, 0b10000000, 0b10));

        Assert.Equal(
            [("counter", 5), ("region2_out", 5), ("region8_in", 5)],
            flags.Active.Select(alarm => (alarm.Name, (int)(alarm.Since - Samples.Noon).TotalMinutes)));
    }

    [Fact]
    public void One_that_ended_and_came_again_counts_anew()
    {
        var flags = AlarmFlags.None.After(At(0, 1)).After(At(1)).After(At(2, 1));
        Assert.Equal(Samples.Noon.AddMinutes(2), Assert.Single(flags.Active).Since);
    }

    [Fact]
    public void An_older_reading_changes_nothing()
    {
        var flags = AlarmFlags.None.After(At(5, 1));
        Assert.Same(flags, flags.After(At(4)));
    }

    [Fact]
    public void What_is_known_already_matches()
    {
        Assert.False(AlarmFlags.None.Matches([0, 0, 0]));
        Assert.True(AlarmFlags.None.After(At(0)).Matches([0, 0, 0]));
        Assert.True(AlarmFlags.None.After(At(0, 1, 0b10)).Matches([1, 0b10, 0]));
        Assert.False(AlarmFlags.None.After(At(0, 1, 0b10)).Matches([1, 0b11, 0]));
    }

    private static ReadingRow At(int minute, params int[] status) =>
        new(1, Samples.Noon.AddMinutes(minute).UtcDateTime, 0, 0, 0, status.AsSpan().TrimEnd(0).ToArray(), 0);
}
