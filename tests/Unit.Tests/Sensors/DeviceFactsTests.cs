using RetailOrleans.Calendar;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Scheduling;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Storage.Readings;

namespace RetailOrleans.Unit.Tests.Sensors;

public sealed class DeviceFactsTests
{
    private static readonly DateTimeOffset Hour = Samples.Noon.AddHours(-1);

    [Fact]
    public void Counters_that_drop_began_anew_and_nobody_left()
    {
        var first = new DeviceCounters(Samples.Noon, 2722, 1008).After(null);
        var second = new DeviceCounters(Samples.Noon.AddMinutes(5), 2730, 1010).After(first);
        var third = new DeviceCounters(Samples.Noon.AddMinutes(10), 3, 1010).After(second);
        var fourth = new DeviceCounters(Samples.Noon.AddMinutes(15), 9, 1010).After(third);

        Assert.Null(first.ResetAt);
        Assert.Null(second.ResetAt);
        Assert.Equal(third.At, third.ResetAt);
        Assert.Equal(third.At, fourth.ResetAt);
    }

    [Fact]
    public void A_clock_that_is_off_shows_in_live_and_in_status()
    {
        var state = State();
        state.NoteDevice(Report(Samples.Noon, TimeSpan.FromMinutes(3)), ReadingBatch.Empty);

        var live = state.Live(1, Samples.Noon);
        Assert.Equal(TimeSpan.FromMinutes(3), live.ClockOffset);
        Assert.Contains("clock_off", live.Notices);
        Assert.Equal(TimeSpan.FromMinutes(3), state.Snapshot(1).ClockOffset);

        state.NoteDevice(Report(Samples.Noon, TimeSpan.FromSeconds(-1)), ReadingBatch.Empty);
        Assert.DoesNotContain("clock_off", state.Live(1, Samples.Noon).Notices);
    }

    // The hour 11:00 to 12:00 was read at 12:08 by our clock, and grew once more by 12:13: the device lives at least 8 minutes in the past.
    [Fact]
    public void An_hour_that_still_grows_after_its_end_betrays_a_clock_that_is_behind()
    {
        var state = State();
        var known = new ReadingRow(1, Hour.UtcDateTime, 0, 3600, 3600 + (8 * 60), [6], 0);
        state.Fold([new RowChange(ReadingKind.People, null, known)]);
        var grown = ReadingBatch.Empty with { People = [new PeopleReading(Hour, Hour.AddHours(1), [9])] };

        state.NoteDevice(Report(Samples.Noon.AddMinutes(13), null), state.NewsOf(grown));

        Assert.Equal(TimeSpan.FromMinutes(-8), state.Device.ClockOffset);
        Assert.True(state.Device.IsClockOff);
    }

    [Fact]
    public void A_poll_without_an_answer_changes_nothing()
    {
        var facts = new DeviceFacts(TimeSpan.FromMinutes(9), null);
        Assert.Same(facts, facts.After(Report(Samples.Noon, null) with { Answered = false }, null));
    }

    [Fact]
    public void A_picture_is_asked_for_once_an_hour_by_each_sensor_and_not_by_all_at_once()
    {
        var due = new List<int>();
        for (var poll = 0; poll < 12; poll++)
        {
            var sensors = Enumerable.Range(1, 200).Count(key => PictureSchedule.IsDue(Samples.Sensor(key: key).SensorId, TimeSpan.FromMinutes(5), Samples.Noon.AddMinutes(poll * 5)));
            due.Add(sensors);
        }

        Assert.Equal(200, due.Sum());
        Assert.All(due, sensors => Assert.InRange(sensors, 1, 60));
        Assert.True(PictureSchedule.IsDue(Guid.NewGuid(), TimeSpan.FromHours(2), Samples.Noon));
    }

    private static SensorState State() => new(Samples.Sensor(), StoreCalendar.Create("Europe/Lisbon", TimeOnly.MinValue), Samples.Noon);

    private static PollReport Report(DateTimeOffset at, TimeSpan? offset) => new(at, true, ReadingBatch.Empty, null, 1, true, PollTrouble.None, false, offset);
}
