using System.Text.Json;
using RetailOrleans.Calendar;
using RetailOrleans.Grains.Alerts;
using RetailOrleans.Grains.Interfaces.Readings;
using RetailOrleans.Grains.Interfaces.Sensors;
using RetailOrleans.Grains.Sensors;
using RetailOrleans.Grains.Stores;
using RetailOrleans.Storage.Alerts;
using RetailOrleans.Storage.Patterns;
using RetailOrleans.Storage.Readings;
using RetailOrleans.Storage.Validation;
using RetailOrleans.Unit.Tests.Sensors;

namespace RetailOrleans.Unit.Tests.Alerts;

public sealed class AlertObserverTests
{
    private const string Open9To18 =
        """{"monday":[],"tuesday":[],"wednesday":[{"open":"09:00","close":"18:00"}],"thursday":[],"friday":[],"saturday":[],"sunday":[]}""";

    // A Wednesday; 13:00 in Lisbon.
    private static readonly DateTimeOffset Noon = Samples.Noon;

    [Fact]
    public void A_sensor_that_is_silent_for_long_is_offline()
    {
        var view = View(Noon, Seen(1, 5), Seen(2, 45), Seen(3, 20), Seen(4, 5));
        Assert.Equal([Verdict.Clear, Verdict.Breach, Verdict.Clear, Verdict.Clear], Sensors(view, """{"name": "x", "type": "sensor_offline"}"""));
        Assert.Equal(
            [Verdict.Clear, Verdict.Breach, Verdict.Breach, Verdict.Clear],
            Sensors(view, """{"name": "x", "type": "sensor_offline", "condition": {"operator": ">", "value": 10}}"""));
    }

    [Fact]
    public void More_than_half_of_a_stores_sensors_offline_are_one_alert()
    {
        const string Rule = """{"name": "x", "type": "sensor_offline"}""";
        var half = Observe(View(Noon, Seen(1, 45), Seen(2, 45), Seen(3, 5), Seen(4, 5)), Rule);
        Assert.Equal(2, half.Count(observation => observation.Verdict == Verdict.Breach));
        Assert.All(half, observation => Assert.True(observation.Verdict == Verdict.Clear || observation.Subject.SensorId is not null));

        var more = Observe(View(Noon, Seen(1, 45), Seen(2, 45), Seen(3, 45), Seen(4, 5)), Rule);
        var store = Assert.Single(more, observation => observation.Verdict == Verdict.Breach);
        Assert.Equal((AlertSubject.Store, 3.0), (store.Subject, store.Value));

        // The only sensor of a store is a sensor.
        Assert.Equal(
            Samples.Sensor().SensorId,
            Assert.Single(Observe(View(Noon, Seen(1, 45)), Rule), observation => observation.Verdict == Verdict.Breach).Subject.SensorId);
    }

    [Fact]
    public void After_we_were_away_silence_says_nothing_for_as_long_as_a_healthy_sensor_may_take()
    {
        const string Rule = """{"name": "x", "type": "sensor_offline"}""";
        Assert.Equal([Verdict.Unknown], Sensors(View(Noon, Noon.AddMinutes(-5), Seen(1, 45)), Rule));
        Assert.Equal([Verdict.Breach], Sensors(View(Noon, Noon.AddMinutes(-9), Seen(1, 45)), Rule));
    }

    [Fact]
    public void No_data_counts_from_the_opening_and_only_while_the_store_is_open()
    {
        const string Rule = """{"name": "x", "type": "no_data", "condition": {"value": 30}}""";
        var silent = Seen(1, 1);
        var opening = new DateTimeOffset(2026, 7, 15, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal([Verdict.Unknown], Sensors(View(opening.AddMinutes(-1), silent), Rule));
        Assert.Equal([Verdict.Clear], Sensors(View(opening.AddMinutes(30), silent), Rule));
        Assert.Equal([Verdict.Breach], Sensors(View(opening.AddMinutes(31), silent), Rule));
        Assert.Equal([Verdict.Unknown], Sensors(View(opening.AddHours(9), silent), Rule));
        Assert.Equal([Verdict.Clear], Sensors(View(Noon, Seen(1, 1, (20, [1]))), Rule));
    }

    [Fact]
    public void What_grows_is_compared_as_it_grows_and_the_rest_when_its_hour_is_over()
    {
        const string More = """{"name": "x", "type": "metric", "condition": {"metric": "entries", "operator": ">", "value": 9}}""";
        const string Less = """{"name": "x", "type": "metric", "condition": {"metric": "entries", "operator": "<", "value": 9}}""";

        // 10 in the hour before, 4 in this one, which began at noon UTC.
        var sensor = Seen(1, 1, (60, [10]), (-5, [4]));
        Assert.Equal((Verdict.Clear, 4.0), Single(View(Noon.AddMinutes(9), sensor), More));
        Assert.Equal((Verdict.Clear, 10.0), Single(View(Noon.AddMinutes(10), sensor), Less));
        Assert.Equal((Verdict.Breach, 4.0), Single(View(Noon.AddMinutes(70), sensor), Less));

        // The hour is judged as of its start, and not without readings.
        Assert.Equal(Noon.AddHours(-1), Assert.Single(Observe(View(Noon.AddMinutes(10), sensor), Less)).At);
        Assert.Equal((Verdict.Unknown, null), Single(View(Noon.AddMinutes(10), sensor, Seen(2, 1)), Less));
        Assert.Equal((Verdict.Unknown, null), Single(View(Noon.AddMinutes(130), sensor), Less));
    }

    [Fact]
    public void A_day_is_judged_after_the_last_closing()
    {
        const string Rule = """{"name": "x", "type": "metric", "condition": {"metric": "entries", "operator": "<", "value": 20, "period": "day"}}""";
        var sensor = Seen(1, 1, (60, [10]));
        Assert.Equal((Verdict.Unknown, null), Single(View(Noon.AddHours(5), sensor), Rule));
        Assert.Equal((Verdict.Breach, 10.0), Single(View(Noon.AddHours(5).AddMinutes(10), sensor), Rule));
        Assert.Equal(new DateTimeOffset(2026, 7, 15, 8, 0, 0, TimeSpan.Zero), Assert.Single(Observe(View(Noon.AddHours(6), sensor), Rule)).At);
    }

    [Fact]
    public void Without_a_reading_today_nobody_says_that_a_store_is_empty()
    {
        Assert.Equal((Verdict.Unknown, null), Single(View(Noon, Seen(1, 1)), """{"name": "x", "type": "occupancy", "condition": {"operator": "<", "value": 1}}"""));
        Assert.Equal((Verdict.Clear, 0.0), Single(View(Noon, Seen(1, 1)), """{"name": "x", "type": "occupancy", "condition": {"operator": ">", "value": 1}}"""));
    }

    [Fact]
    public void Quiet_hours_end_where_the_night_ends()
    {
        var schedule = Rule("""{"name": "x", "type": "sensor_offline", "schedule": {"quiet_hours": [{"from": "22:00", "to": "07:00"}]}}""").Schedule;
        var calendar = StoreCalendar.Create("Europe/Lisbon");
        Assert.Null(schedule.QuietUntil(Noon, calendar));
        Assert.Equal(Noon.AddHours(18), schedule.QuietUntil(Noon.AddHours(9), calendar));
        Assert.Equal(Noon.AddHours(18), schedule.QuietUntil(Noon.AddHours(17).AddMinutes(59), calendar));
        Assert.Null(schedule.QuietUntil(Noon.AddHours(18), calendar));
    }

    [Fact]
    public void A_schedule_says_when_something_may_be_raised()
    {
        var calendar = StoreCalendar.Create("Europe/Lisbon");
        var hours = OperatingHours.TryParse(JsonDocument.Parse(Open9To18).RootElement, out var parsed, out _) ? parsed : OperatingHours.Always;
        bool May(string schedule, DateTimeOffset at) =>
            Rule($$"""{"name": "x", "type": "sensor_offline", "schedule": {{schedule}} }""").Schedule.MayRaise(at, calendar, hours);

        Assert.True(May("{}", Noon.AddHours(9)));
        Assert.True(May("""{"operating_hours": true}""", Noon));
        Assert.False(May("""{"operating_hours": true}""", Noon.AddHours(5)));
        Assert.True(May("""{"days": ["wednesday"]}""", Noon));
        Assert.False(May("""{"days": ["thursday"]}""", Noon));
        Assert.False(May("""{"maintenance": [{"from": "2026-07-15T12:00:00Z", "to": "2026-07-15T13:00:00Z"}]}""", Noon));
        Assert.True(May("""{"maintenance": [{"from": "2026-07-15T12:00:00Z", "to": "2026-07-15T13:00:00Z"}]}""", Noon.AddHours(1)));
    }

    [Fact]
    public void A_clock_is_off_in_either_direction_and_unknown_is_not_right()
    {
        StoreView Off(double? seconds) => View(Noon, Seen(1, 5) with { ClockOffset = seconds is { } offset ? TimeSpan.FromSeconds(offset) : null });
        const string Rule = """{"name": "x", "type": "clock", "condition": {"value": 60, "clear_value": 30}}""";
        Assert.Equal(
            [(Verdict.Breach, 90.0), (Verdict.Breach, 90.0), (Verdict.Between, 45.0), (Verdict.Clear, 10.0), (Verdict.Unknown, null)],
            new double?[] { 90, -90, 45, -10, null }.Select(offset => Single(Off(offset), Rule)));
    }

    [Fact]
    public void An_hour_is_judged_by_the_band_of_the_same_hour_of_the_weeks_before()
    {
        // 13:00 in Lisbon has just begun, its day has three hours that were counted: 10, 11 and 12 o'clock.
        var usual = WeekPattern.Of(
            new DateOnly(2026, 7, 13),
            Enumerable.Range(1, 12).SelectMany(week => Enumerable.Range(9, 6).Select(hour => new PatternHour(new DateTime(2026, 7, 15, hour, 0, 0).AddDays(-7 * week), 50 + (week % 4)))));
        StoreView At(int minutes, params (int MinutesAgo, int[] Counts)[] buckets) =>
            View(Noon.AddMinutes(minutes), Seen(1, 5, buckets)) with { Usual = usual };
        const string Any = """{"name": "x", "type": "anomaly"}""";
        const string Busy = """{"name": "x", "type": "anomaly", "condition": {"operator": ">"}}""";

        // Until ten past, the hour before the last is the newest that is judged; too many are seen at once.
        Assert.Equal((Verdict.Clear, 51.0), Single(At(5, (110, [51]), (50, [3])), Any));
        Assert.Equal((Verdict.Breach, 3.0), Single(At(15, (110, [51]), (50, [3])), Any));
        Assert.Equal((Verdict.Clear, 3.0), Single(At(15, (110, [51]), (50, [3])), Busy));
        Assert.Equal((Verdict.Breach, 200.0), Single(At(5, (110, [51]), (50, [200])), Busy));
        Assert.Equal((Verdict.Breach, 200.0), Single(At(15, (110, [51]), (50, [200])), Any));

        // Without weeks behind it, or without readings of the hour, nothing is said.
        Assert.Equal(Verdict.Unknown, Single(At(15, (110, [51]), (50, [3])) with { Usual = null }, Any).Item1);
        Assert.Equal(Verdict.Unknown, Single(At(15, (110, [51])), Any).Item1);
    }

    private static AlertRule Rule(string json)
    {
        var errors = new ValidationErrors();
        var draft = AlertRuleJson.Read(JsonDocument.Parse(json).RootElement, errors);
        errors.ThrowIfAny();
        return new AlertRule(
            default, Guid.NewGuid(), draft.Name, draft.StoreId, draft.SensorId, draft.Type, draft.Condition, draft.Severity, draft.Schedule, draft.Escalation,
            draft.Channels, true, default, default, 1);
    }

    private static List<Observation> Observe(StoreView view, string rule)
    {
        var seen = new List<Observation>();
        AlertObserver.Observe(Rule(rule), view, seen);
        return seen;
    }

    private static IEnumerable<Verdict> Sensors(StoreView view, string rule) =>
        Observe(view, rule).Where(observation => observation.Subject.SensorId is not null).Select(observation => observation.Verdict);

    private static (Verdict, double?) Single(StoreView view, string rule)
    {
        var observation = Assert.Single(Observe(view, rule));
        return (observation.Verdict, observation.Value);
    }

    private static StoreView View(DateTimeOffset now, params SensorSnapshot[] sensors) => View(now, now.AddDays(-1), sensors);

    private static StoreView View(DateTimeOffset now, DateTimeOffset listeningSince, params SensorSnapshot[] sensors)
    {
        var state = new StoreState(Samples.Store() with { OperatingHours = Open9To18 }, StoreCalendar.Create("Europe/Lisbon"), sensors);
        return new StoreView(state, state.Live(1, now), now, listeningSince);
    }

    /// <summary>A sensor that was last heard of some minutes before noon.</summary>
    private static SensorSnapshot Seen(int key, int minutesAgo, params (int MinutesAgo, int[] Counts)[] buckets)
    {
        var state = new SensorState(Samples.Sensor(key: key), StoreCalendar.Create("Europe/Lisbon"), Noon);
        state.Fold([.. buckets.Select(bucket => new RowChange(
            ReadingKind.People, null, Samples.Row(Noon.AddMinutes(-bucket.MinutesAgo), 5, bucket.Counts)))]);
        return state.Snapshot(1) with { LastSeenAt = Noon.AddMinutes(-minutesAgo) };
    }
}
