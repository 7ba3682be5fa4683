using RetailOrleans.Connectors;
using static RetailOrleans.Unit.Tests.Connectors.Logs;

namespace RetailOrleans.Unit.Tests.Connectors;

public sealed class DeviceClockTests
{
    // The bucket 10:00 to 11:00 grew between the two polls.
    [Theory]
    [InlineData("2025-07-22T10:20:00Z", "2025-07-22T10:25:00Z", null)]
    [InlineData("2025-07-22T10:58:00Z", "2025-07-22T11:03:00Z", null)]
    [InlineData("2025-07-22T09:58:00Z", "2025-07-22T10:03:00Z", null)]
    [InlineData("2025-07-22T11:10:00Z", "2025-07-22T11:15:00Z", -10)]
    [InlineData("2025-07-22T09:40:00Z", "2025-07-22T09:45:00Z", 15)]
    public void A_bucket_that_grew_tells_of_the_clock_at_least_how_far_it_is_off(string before, string now, int? minutes) =>
        Assert.Equal(
            minutes is { } off ? TimeSpan.FromMinutes(off) : null,
            DeviceClock.FromGrowth(Utc("2025-07-22T10:00:00Z"), Utc("2025-07-22T11:00:00Z"), Utc(before), Utc(now)));

    [Theory]
    [InlineData(120, false)]
    [InlineData(-120, false)]
    [InlineData(121, true)]
    [InlineData(-121, true)]
    public void Beyond_two_minutes_a_clock_is_off(int seconds, bool isOff) => Assert.Equal(isOff, DeviceClock.IsOff(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(90, "90 s: it is ahead")]
    [InlineData(-1_000, "16 min: it is behind")]
    [InlineData(11_000, "3 h 3 min: it is ahead")]
    [InlineData(-700_000, "8 days: it is behind")]
    public void How_far_is_said_in_words(int seconds, string words) => Assert.Contains(words, DeviceClock.Describe(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Of_two_estimates_the_one_farther_off_holds()
    {
        var (near, far) = (TimeSpan.FromSeconds(5), TimeSpan.FromHours(-1));
        Assert.Equal(far, DeviceClock.Worse(near, far));
        Assert.Equal(near, DeviceClock.Worse(null, near));
        Assert.Null(DeviceClock.Worse(null, null));
    }

    [Theory]
    [InlineData("%Y/%m/%d %H:%M:%S", "yyyy/MM/dd HH:mm:ss")]
    [InlineData("%Y-%m-%dT%H:%M:%S", "yyyy-MM-dd'T'HH:mm:ss")]
    [InlineData("dd.MM.yyyy HH:mm", "dd.MM.yyyy HH:mm")]
    [InlineData("%Q", null)]
    [InlineData("%", null)]
    [InlineData("", null)]
    public void Time_patterns_of_older_files_are_understood(string pattern, string? net) => Assert.Equal(net, TimeFormat.ToNet(pattern));
}
