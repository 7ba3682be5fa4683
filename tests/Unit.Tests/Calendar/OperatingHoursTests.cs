using System.Text.Json;
using FsCheck.Xunit;
using RetailOrleans.Calendar;

namespace RetailOrleans.Unit.Tests.Calendar;

public sealed class OperatingHoursTests
{
    private static readonly StoreCalendar Lisbon = StoreCalendar.Create("Europe/Lisbon");

    [Theory]
    [InlineData("""{}""", "2025-07-22T03:00:00Z", true)]
    [InlineData("""{"tuesday":[{"open":"09:00","close":"18:00"}]}""", "2025-07-22T08:00:00Z", true)]
    [InlineData("""{"tuesday":[{"open":"09:00","close":"18:00"}]}""", "2025-07-22T17:00:00Z", false)]
    [InlineData("""{"tuesday":[{"open":"09:00","close":"18:00"}]}""", "2025-07-23T08:00:00Z", false)]
    [InlineData("""{"tuesday":[{"open":"20:00","close":"02:00"}]}""", "2025-07-23T00:59:59Z", true)]
    [InlineData("""{"tuesday":[{"open":"20:00","close":"02:00"}]}""", "2025-07-23T01:00:00Z", false)]
    [InlineData("""{"tuesday":[{"open":"09:00","close":"24:00"}]}""", "2025-07-22T22:59:59Z", true)]
    [InlineData("""{"tuesday":[{"open":"00:00","close":"00:00"}]}""", "2025-07-22T11:00:00Z", true)]
    [InlineData("""{"exceptions":[{"date":"2025-07-22","hours":[]}]}""", "2025-07-22T11:00:00Z", false)]
    [InlineData("""{"exceptions":[{"date":"2025-07-22","hours":[]}]}""", "2025-07-22T23:00:00Z", true)]
    [InlineData("""{"tuesday":[],"exceptions":[{"date":"2025-07-22","hours":[{"open":"10:00","close":"11:00"}]}]}""", "2025-07-22T09:30:00Z", true)]
    public void Open_at(string json, string instant, bool open) =>
        Assert.Equal(open, Parse(json).IsOpenAt(DateTimeOffset.Parse(instant), Lisbon));

    [Fact]
    public void Days_with_hours_of_their_own_are_known()
    {
        var hours = Parse("""{"exceptions":[{"date":"2025-07-22","hours":[]}]}""");
        Assert.True(hours.IsException(new DateOnly(2025, 7, 22)));
        Assert.False(hours.IsException(new DateOnly(2025, 7, 23)));
    }

    [Fact]
    public void Intervals_are_cut_at_the_day_and_merged()
    {
        var hours = Parse("""{"monday":[{"open":"20:00","close":"02:00"}],"tuesday":[{"open":"01:00","close":"03:00"},{"open":"22:00","close":"01:00"}]}""");
        var day = Lisbon.Day(new DateOnly(2025, 7, 22));
        Assert.Equal(
            [(day.Start, day.Start.AddHours(3)), (day.Start.AddHours(22), day.End)],
            hours.Intervals(day, Lisbon));
    }

    [Fact]
    public void Always_open_covers_a_25_hour_day()
    {
        var day = Lisbon.Day(new DateOnly(2025, 10, 26));
        Assert.Equal([(day.Start, day.End)], OperatingHours.Always.Intervals(day, Lisbon));
    }

    [Property(Arbitrary = [typeof(Instants)], MaxTest = 300)]
    public void Intervals_say_the_same_as_open_at(ZonedMoment moment)
    {
        var hours = Parse("""{"sunday":[{"open":"00:30","close":"01:45"},{"open":"20:00","close":"02:00"}],"monday":[{"open":"09:00","close":"09:00"}],"saturday":[{"open":"22:00","close":"04:00"}]}""");
        var calendar = StoreCalendar.Create(moment.Zone, new TimeOnly(2, 0));
        var day = calendar.DayOf(moment.Instant);
        Assert.Equal(
            hours.IsOpenAt(moment.Instant, calendar),
            hours.Intervals(day, calendar).Any(open => moment.Instant >= open.Open && moment.Instant < open.Close));
    }

    [Theory]
    [InlineData("""[]""", "operating_hours must be an object")]
    [InlineData("""{"monady":[]}""", "'monady'")]
    [InlineData("""{"monday":{}}""", "monday must be an array")]
    [InlineData("""{"monday":[{"open":"9"}]}""", "monday[0]")]
    [InlineData("""{"monday":[{"open":"24:00","close":"09:00"}]}""", "monday[0]")]
    [InlineData("""{"monday":[{"open":"08:00","close":"09:00","from":1}]}""", "'from'")]
    [InlineData("""{"exceptions":[{"date":"25.12.2025"}]}""", "exceptions[0].date")]
    [InlineData("""{"exceptions":[{"date":"2025-12-25"},{"date":"2025-12-25"}]}""", "repeats")]
    [InlineData("""{"monday":[{"open":"\ud800","close":"09:00"}]}""", "Unicode")]
    public void A_refusal_names_the_place(string json, string place)
    {
        Assert.False(OperatingHours.TryParse(JsonDocument.Parse(json).RootElement, out _, out var problem));
        Assert.Contains(place, problem);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"monday":[{"open":"09:00","close":"18:00"}],"tuesday":[],"wednesday":[],"thursday":[],"friday":[],"saturday":[],"sunday":[],"exceptions":[{"date":"2025-12-25","hours":[]}]}""")]
    public void What_is_written_is_what_was_read(string json)
    {
        Assert.Equal(json, Parse(json).ToJson().GetRawText());
        Assert.Equal(Parse(json), Parse(json));
    }

    private static OperatingHours Parse(string json)
    {
        Assert.True(OperatingHours.TryParse(JsonDocument.Parse(json).RootElement, out var hours, out var problem), problem);
        return hours;
    }
}
