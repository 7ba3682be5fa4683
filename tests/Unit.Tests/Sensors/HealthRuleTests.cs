using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Sensors;

namespace RetailOrleans.Unit.Tests.Sensors;

public sealed class HealthRuleTests
{
    // With 300 s: healthy up to 8.5 minutes (510 s), warning up to 30 minutes. With 5 s: 67.5 s and 127.5 s. With 60 s: 150 s and 360 s.
    [Theory]
    [InlineData(300, 0, SensorHealth.Healthy)]
    [InlineData(300, 510, SensorHealth.Healthy)]
    [InlineData(300, 510.001, SensorHealth.Warning)]
    [InlineData(300, 1800, SensorHealth.Warning)]
    [InlineData(300, 1800.001, SensorHealth.Error)]
    [InlineData(5, 67.5, SensorHealth.Healthy)]
    [InlineData(5, 67.6, SensorHealth.Warning)]
    [InlineData(5, 127.5, SensorHealth.Warning)]
    [InlineData(5, 127.6, SensorHealth.Error)]
    [InlineData(60, 150, SensorHealth.Healthy)]
    [InlineData(60, 360, SensorHealth.Warning)]
    [InlineData(60, 361, SensorHealth.Error)]
    [InlineData(300, -30, SensorHealth.Healthy)]
    public void By_how_many_of_its_own_intervals_it_is_late(int interval, double secondsSinceSeen, SensorHealth expected) =>
        Assert.Equal(expected, Of(interval, secondsSinceSeen));

    [Theory]
    [InlineData(510, SensorHealth.Unknown)]
    [InlineData(511, SensorHealth.Error)]
    public void A_sensor_that_never_answered_is_unknown_for_a_while(double secondsSinceCreated, SensorHealth expected) =>
        Assert.Equal(expected, HealthRule.Of(
            true, Samples.Noon.AddSeconds(-secondsSinceCreated), null, "no answer", TimeSpan.FromSeconds(300), Samples.Noon));

    [Theory]
    [InlineData(0, SensorHealth.Warning)]
    [InlineData(1800, SensorHealth.Warning)]
    [InlineData(1801, SensorHealth.Error)]
    public void A_device_that_answers_with_errors_is_a_warning_at_once(double secondsSinceSeen, SensorHealth expected) =>
        Assert.Equal(expected, Of(300, secondsSinceSeen, "HTTP 500"));

    [Fact]
    public void One_that_is_switched_off_is_inactive_whatever_else() =>
        Assert.Equal(SensorHealth.Inactive, HealthRule.Of(false, Samples.Noon, Samples.Noon, "HTTP 500", TimeSpan.FromSeconds(300), Samples.Noon));

    private static SensorHealth Of(int interval, double secondsSinceSeen, string? error = null) => HealthRule.Of(
        true, Samples.Noon.AddDays(-9), Samples.Noon.AddSeconds(-secondsSinceSeen), error, TimeSpan.FromSeconds(interval), Samples.Noon);
}
