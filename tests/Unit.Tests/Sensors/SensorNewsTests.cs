using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Storage.Registry;

namespace RetailOrleans.Unit.Tests.Sensors;

public sealed class SensorNewsTests
{
    private const string Refused = "The camera refused the sensor's credentials.";
    private static readonly Guid Sensor = Guid.NewGuid();

    [Fact]
    public void The_first_contact_is_online() => Assert.Equal(SensorEventType.Online, Of(SensorHealth.Unknown, seen: null, before: null, error: null)?.Type);

    [Fact]
    public void One_good_contact_after_another_is_no_news() => Assert.Null(Of(SensorHealth.Healthy, 60, null, null));

    [Fact]
    public void A_late_contact_that_was_not_yet_an_error_is_no_news() => Assert.Null(Of(SensorHealth.Warning, 600, null, null));

    [Fact]
    public void What_goes_wrong_is_an_error_with_its_words_once()
    {
        Assert.Equal(new SensorEvent(Sensor, Samples.Noon, SensorEventType.Error, Refused), Of(SensorHealth.Healthy, 60, null, Refused));
        Assert.Null(Of(SensorHealth.Warning, 120, Refused, Refused));
        Assert.Equal(SensorEventType.Error, Of(SensorHealth.Warning, 120, Refused, "It does not answer.")?.Type);
    }

    [Fact]
    public void Good_again_is_recovered_and_tells_from_what()
    {
        var news = Of(SensorHealth.Warning, 120, Refused, null)!;
        Assert.Equal(SensorEventType.Recovered, news.Type);
        Assert.Contains(Refused, news.Detail);
    }

    [Fact]
    public void Good_again_after_a_long_silence_is_online() =>
        Assert.Equal("Back after 5 hours without contact.", Of(SensorHealth.Error, 5 * 3600, Refused, null)!.Detail);

    [Fact]
    public void Silence_is_offline_since_the_instant_when_health_became_error()
    {
        var seen = Samples.Noon.AddMinutes(-45);
        var state = new SensorState(Samples.Sensor() with { LastSeenAt = seen, CreatedAt = seen.AddDays(-1) }, RetailOrleans.Calendar.StoreCalendar.Create("Europe/Lisbon"), Samples.Noon);
        var news = SensorNews.OfSilence(state.Snapshot(1), Samples.Noon)!;
        Assert.Equal((seen.AddMinutes(30), SensorEventType.Offline), (news.At, news.Type));
        Assert.Null(SensorNews.OfSilence(state.Snapshot(1), seen.AddMinutes(29)));
    }

    [Fact]
    public void A_device_that_comes_and_goes_fills_no_history()
    {
        var budget = new EventBudget();
        var written = Enumerable.Range(0, 17_280).Count(poll => budget.TryTake(Samples.Noon.AddSeconds(5 * poll), out _));
        Assert.InRange(written, 290, 301);
        Assert.True(budget.LeftOut > 0);
    }

    private static SensorEvent? Of(SensorHealth health, double? seen, string? before, string? error) =>
        SensorNews.OfContact(Sensor, health, seen is { } seconds ? Samples.Noon.AddSeconds(-seconds) : null, before, error, Samples.Noon);
}
