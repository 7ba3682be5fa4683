using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Scheduling;

namespace RetailOrleans.Unit.Tests.Scheduling;

public sealed class PollPaceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Four_failures_in_a_row_change_nothing()
    {
        var pace = Failed(4);
        Assert.False(pace.IsOpen);
        Assert.Equal(Minute, pace.Pause(Minute));
    }

    // Doubled to four intervals, at most 15 minutes, never less than the interval.
    [Theory]
    [InlineData(60, 120, 240, 240)]
    [InlineData(10, 20, 40, 40)]
    [InlineData(300, 600, 900, 900)]
    [InlineData(3600, 3600, 3600, 3600)]
    public void The_fifth_opens_the_circuit_and_each_failed_trial_doubles_the_pause_up_to_a_bound(int interval, int fifth, int sixth, int hundredth)
    {
        Assert.True(Failed(5).IsOpen);
        Assert.Equal([fifth, sixth, hundredth], [Seconds(5), Seconds(6), Seconds(100)]);

        double Seconds(int failures) => Failed(failures).Pause(TimeSpan.FromSeconds(interval)).TotalSeconds;
    }

    // The breaker that this one replaces stayed open for good after one failed trial.
    [Fact]
    public void One_good_trial_closes_it_however_many_failed() => Assert.Equal(default, Failed(1_000).After(PollTrouble.None));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(500, 60)]
    public void Refused_credentials_rest_twice_as_long_each_time_up_to_an_hour(int refusals, int minutes)
    {
        Assert.Equal(TimeSpan.FromMinutes(minutes), Refused(refusals).Pause(Minute));
        Assert.Equal(TimeSpan.FromMinutes(minutes), Refused(refusals).Pause(TimeSpan.FromSeconds(5)));
        Assert.True(Refused(refusals).IsOpen);
    }

    [Fact]
    public void A_timeout_in_between_does_not_bring_the_hammering_back() =>
        Assert.Equal(TimeSpan.FromHours(1), Refused(8).After(PollTrouble.Failed).Pause(Minute));

    [Fact]
    public void No_pause_is_shorter_than_the_interval() => Assert.Equal(TimeSpan.FromHours(6), Refused(9).Pause(TimeSpan.FromHours(6)));

    private static PollPace Failed(int times) => After(PollTrouble.Failed, times);

    private static PollPace Refused(int times) => After(PollTrouble.CredentialsRefused, times);

    private static PollPace After(PollTrouble trouble, int times) => Enumerable.Range(0, times).Aggregate(default(PollPace), (pace, _) => pace.After(trouble));
}
