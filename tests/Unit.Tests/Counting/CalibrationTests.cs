using FsCheck.Fluent;
using FsCheck.Xunit;
using RetailOrleans.Grains.Counting;

namespace RetailOrleans.Unit.Tests.Counting;

public sealed class CalibrationTests
{
    [Fact]
    public void Small_counts_are_not_rounded_away()
    {
        // Ten an hour times 1.04 is 10.4: every hour alone would stay 10, and nobody would ever be added.
        long[] hours = [10, 10, 10, 10, 10];
        Calibration.Apply(hours, 10_400);
        Assert.Equal([10, 11, 10, 11, 10], hours);
    }

    [Fact]
    public void A_factor_of_one_changes_nothing()
    {
        long[] hours = [3, 0, 7];
        Calibration.Apply(hours, Calibration.One);
        Assert.Equal([3, 0, 7], hours);
    }

    [Property]
    public void The_day_is_the_days_count_times_the_factor_and_hours_that_are_over_do_not_change(ushort[] counts, ushort factor)
    {
        var times = 1_000 + (factor % 99_000);
        long[] hours = [.. counts.Select(count => (long)count)];
        Calibration.Apply(hours, times);

        Assert.All(hours, hour => Assert.True(hour >= 0));
        var total = counts.Sum(count => (decimal)count) * times / 10_000m;
        Assert.Equal((long)Math.Floor(total + 0.5m), hours.Sum());

        long[] earlier = [.. counts.Take(counts.Length / 2).Select(count => (long)count)];
        Calibration.Apply(earlier, times);
        Assert.Equal(earlier, hours[..earlier.Length]);
    }
}
